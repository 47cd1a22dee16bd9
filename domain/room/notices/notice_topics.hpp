#pragma once

#include "domain/declare/fields.hpp"
#include "domain/declare/ids.hpp"

#include <array>
#include <span>

/// What a kind's table `[notices]` says: of which events of a room who hears.
namespace moim {

inline constexpr std::int64_t max_event_name = 64;
/// The most events in one list of the table.
inline constexpr std::int64_t max_topics = 32;

/// `[notices.inbox]`: what people hear of in their own inboxes, wherever they are.
struct inbox_topics {
  static constexpr std::string_view name = "inbox_topics";
  static constexpr std::string_view about = "Of which events people hear in their own inboxes.";
  std::vector<std::string> members{};
  std::vector<std::string> host{};
  std::vector<std::string> about_them{};
  static constexpr auto fields() {
    return std::tuple{field{"members", &inbox_topics::members,
                            "Events that whoever sits in the room, or hosts it, hears of: all but whom one is about.",
                            bounds{0, max_topics}},
                      field{"host", &inbox_topics::host, "Events that the host hears of, unless one is about them.",
                            bounds{0, max_topics}},
                      field{"about", &inbox_topics::about_them, "Events that the person whom they are about hears of.",
                            bounds{0, max_topics}}};
  }
  bool operator==(const inbox_topics&) const = default;
};

struct notice_topics {
  static constexpr std::string_view name = "notice_topics";
  static constexpr std::string_view about = "What happens in a room is kept there, and told, as notices.";
  std::vector<std::string> members{};
  std::vector<std::string> host{};
  std::optional<inbox_topics> inbox{};
  static constexpr auto fields() {
    return std::tuple{
        field{"members", &notice_topics::members, "Events that all members read of in the room.",
              bounds{0, max_topics}},
        field{"host", &notice_topics::host, "Events that the host alone reads of in the room.", bounds{0, max_topics}},
        field{"inbox", &notice_topics::inbox, "Events that people hear of in their own inboxes."}};
  }
  bool operator==(const notice_topics&) const = default;
};

/// Whether an event is about a person.
template <class Event>
concept names_somebody = requires(const Event& event) {
  requires std::is_same_v<std::remove_cvref_t<decltype(event.user)>, user_id>;
};

/// An event that a table may name.
struct topic {
  std::string_view event;
  /// Whether it is about a person, so that `about` may name it.
  bool is_about_somebody = false;
};
/// All of them, in the order of the facets: what facets do for their own books is nobody's news.
std::span<const topic> all_topics();

}  // namespace moim
