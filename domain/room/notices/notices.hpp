#pragma once

#include "domain/matching/owed/note.hpp"
#include "domain/memory/shared_list.hpp"
#include "domain/room/hosting/hosting.hpp"
#include "domain/room/notices/notice_topics.hpp"

/// The notices facet: what has happened in a room, for those who were not looking. The kind's table says of which
/// events, and whether all members read of one, or the host alone, or somebody hears of it in their own inbox.
namespace moim {

/// Who reads a notice in the room; `nobody`: it is only told to inboxes.
enum class notice_audience : std::uint8_t { nobody, host, members };
constexpr std::array<std::string_view, 3> enum_names(notice_audience) { return {"nobody", "host", "members"}; }

struct notice {
  static constexpr std::string_view name = "notice";
  static constexpr std::string_view about = "That something has happened in a room.";
  std::uint64_t number = 0;
  std::int64_t at_ms = 0;
  std::string event;
  notice_audience to{};
  std::optional<user_id> user;
  std::optional<user_id> by;
  static constexpr auto fields() {
    return std::tuple{field{"number", &notice::number, "Grows from notice to notice; what is left out was for others."},
                      field{"at_ms", &notice::at_ms, "When it happened (ms since 1970)."},
                      field{"event", &notice::event, "What, such as seat_taken.", bounds{1, max_event_name}},
                      field{"to", &notice::to, "Who reads it in the room."},
                      field{"user", &notice::user, "Whom it is about."},
                      field{"by", &notice::by, "Who asked for it; absent: nobody did, such as when time brought it."}};
  }
  bool operator==(const notice&) const = default;
};

struct noticed {
  static constexpr std::uint16_t code = 170;
  static constexpr std::string_view name = "noticed";
  static constexpr std::string_view about = "Some are to hear of what has happened in this commit.";
  notice what;
  static constexpr auto fields() { return std::tuple{field{"what", &noticed::what, "What, and who."}}; }
};

/// The newest notices that a room keeps for sure; up to a quarter more may be there, for they go many at once.
inline constexpr std::size_t max_notices = 256;
/// A room in which more people sit tells no inboxes of members but the host's and that of whom a notice is about.
inline constexpr std::uint32_t max_members_noted = 256;

struct list_notices {
  static constexpr std::string_view name = "notice.list";
  static constexpr std::string_view about =
      "Lists what has happened in a room, as far as its kind makes notices of it, the oldest first.";
  static constexpr bool changes = false;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::member;
  using answer = struct notice_page;
  room_id room;
  std::optional<std::uint64_t> after;
  std::optional<std::uint32_t> limit;
  static constexpr auto fields() {
    return std::tuple{
        field{"room", &list_notices::room, "The room."},
        field{"after", &list_notices::after, "Only notices after this number; absent: from the oldest on."},
        field{"limit", &list_notices::limit, "How many at most; 100 if absent.", bounds{1, max_notices}}};
  }
};

struct notice_page {
  static constexpr std::string_view name = "notice_page";
  static constexpr std::string_view about = "A part of a room's notices.";
  std::vector<notice> notices;
  std::uint64_t last = 0;
  std::uint64_t forgotten = 0;
  static constexpr auto fields() {
    return std::tuple{
        field{"notices", &notice_page::notices, "The oldest first; the host's only for the host.",
              bounds{0, max_notices}},
        field{"last", &notice_page::last, "The number of the room's newest notice, whoever it was for; 0: none."},
        field{"forgotten", &notice_page::forgotten,
              "Notices up to this number are not kept any more; 0: all are there."}};
  }
  bool operator==(const notice_page&) const = default;
};

struct notices {
  static constexpr std::string_view name = "notices";
  using rules = notice_topics;
  struct state {
    shared_list<notice> kept{};  // ascending by number
    std::uint64_t last = 0;
    std::uint64_t forgotten = 0;
    static constexpr auto fields() {
      return std::tuple{field{"kept", &state::kept}, field{"last", &state::last},
                        field{"forgotten", &state::forgotten}};
    }
    bool operator==(const state&) const = default;
  };
  struct view {
    static constexpr std::string_view name = "notices_view";
    static constexpr std::string_view about = "That the room makes notices of what happens.";
    std::optional<std::uint64_t> last;
    static constexpr auto fields() {
      return std::tuple{field{"last", &view::last, "The number of the newest; for members."}};
    }
    bool operator==(const view&) const = default;
  };
  using methods = type_list<list_notices>;
  using events = type_list<noticed>;
  using owes = type_list<note>;
  /// One notice for each event at the most, and none may be missing.
  static constexpr bool reacts_to_all = true;

  static result<room_decision> decide(const room& room, const list_notices& asked, const caller& who, const moment& at);
  static void apply(state& to, const noticed& event, const commit_stamp& stamp);

  /// Makes the notice of an event that the kind's table names.
  template <class Event>
  static void react(const room& room, const Event& event, const moment& at, events_out& out) {
    std::optional<user_id> user;
    if constexpr (names_somebody<Event>) user = event.user;
    make_notice(room, Event::name, user, at, out);
  }
  /// Tells the inboxes that the table names of it: each once, and not that of whoever asked for it.
  static void owe(const room& room, const noticed& event, const moment& at, debts_out& out);
  static void project(const room& room, audience who, room_view& to);

 private:
  static void make_notice(const room& room, std::string_view event, const std::optional<user_id>& user,
                          const moment& at, events_out& out);
};

/// Those of a commit's events that all members read of; nothing if there are none.
template <class Events>
std::optional<std::vector<notice>> notices_for_members(const Events& happened) {
  std::optional<std::vector<notice>> all;
  for (const auto& event : happened)
    if (auto* fresh = std::get_if<noticed>(&event); fresh && fresh->what.to == notice_audience::members) {
      if (!all) all.emplace();
      all->push_back(fresh->what);
    }
  return all;
}

}  // namespace moim
