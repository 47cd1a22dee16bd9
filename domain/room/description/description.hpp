#pragma once

#include "domain/memory/shared_list.hpp"
#include "domain/memory/shared_value.hpp"
#include "domain/room/description/field_rule.hpp"
#include "domain/room/hosting/hosting.hpp"

/// The description facet: what a room says of itself, and its host may change. A description has a revision of its own:
/// people who come and go move the room's version, and an editor shall not lose against them.
namespace moim {

struct room_described {
  static constexpr std::uint16_t code = 121;
  static constexpr std::string_view name = "room_described";
  static constexpr std::string_view about = "The room says something else of itself; `room.read` has it.";
  std::uint32_t revision = 0;
  /// Nothing: what the room was called before.
  std::optional<std::string> title;
  shared_value<description_content> content;
  static constexpr auto fields() {
    return std::tuple{field{"revision", &room_described::revision, "Which revision it is, from 1."},
                      field{"title", &room_described::title, "What it is called from now on, if that changed."},
                      field{"content", &room_described::content, "All that it says."}};
  }
};

/// The answer of `room.describe`.
struct description_taken {
  static constexpr std::uint16_t code = 9;
  static constexpr std::string_view name = "description_taken";
  static constexpr std::string_view about = "The description is the caller's.";
  std::uint32_t revision = 0;
  static constexpr auto fields() {
    return std::tuple{field{"revision", &description_taken::revision, "Send this with the next change."}};
  }
  bool operator==(const description_taken&) const = default;
};

struct describe_room {
  static constexpr std::string_view name = "room.describe";
  static constexpr std::string_view about =
      "Replaces what the room says of itself, if `revision` is the one that stands: whoever was faster is not lost.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::host;
  using answer = description_taken;
  using errors =
      joined_errors<over_errors, error_list<errc::text_invalid, errc::description_invalid, errc::revision_stale>>;
  room_id room;
  std::uint32_t revision = 0;
  std::optional<std::string> title;
  description_content description;
  static constexpr auto fields() {
    return std::tuple{
        field{"room", &describe_room::room, "The room."},
        field{"revision", &describe_room::revision, "The revision that is to be replaced; 0: there is none yet."},
        field{"title", &describe_room::title, "What people will see in the list; absent: as before.", bounds{1, 255}},
        field{"description", &describe_room::description, "All that the room is to say."}};
  }
};

struct description {
  static constexpr std::string_view name = "description";

  struct rules {
    static constexpr std::string_view name = "description_rules";
    static constexpr std::string_view about = "Rooms say what they are, where and when, and their hosts change it.";
    std::uint32_t max_text = 4'000;
    std::uint32_t max_tags = 8;
    roster who_sees = roster::everyone;
    std::optional<std::uint32_t> max_ahead_days{};
    shared_list<field_rule> fields_of_kind{};
    static constexpr auto fields() {
      return std::tuple{
          field{"max_text", &rules::max_text, "The most characters of the text.", bounds{0, max_description_text}},
          field{"max_tags", &rules::max_tags, "The most tags.", bounds{0, moim::max_tags}},
          field{"who_sees", &rules::who_sees, "Who sees the description; everybody sees the title."},
          field{"max_ahead_days", &rules::max_ahead_days, "How many days ahead a room may begin; absent: any number.",
                bounds{1, 36'525}},
          field{"fields", &rules::fields_of_kind, "What rooms of the kind may say beside that.",
                bounds{0, max_description_fields}}};
    }
    /// What is wrong with them, for whoever reads the kind's file; nothing: they make sense.
    std::optional<std::string> why_not() const { return why_no_fields(fields_of_kind.get()); }
    bool operator==(const rules&) const = default;
  };
  struct state {
    /// Nothing: what it was called when it was created (`title_of`).
    std::optional<std::string> title{};
    shared_value<description_content> content{};
    /// 0: nobody has described the room.
    std::uint32_t revision = 0;
    static constexpr auto fields() {
      return std::tuple{field{"title", &state::title}, field{"content", &state::content},
                        field{"revision", &state::revision}};
    }
    bool operator==(const state&) const = default;
  };
  struct view {
    static constexpr std::string_view name = "description_view";
    static constexpr std::string_view about = "What a room says of itself.";
    std::uint32_t revision = 0;
    std::optional<description_content> content;
    static constexpr auto fields() {
      return std::tuple{
          field{"revision", &view::revision, "Which revision it is; 0: the room has not been described."},
          field{"content", &view::content, "All that it says, if it was described, for those who may see it."}};
    }
    bool operator==(const view&) const = default;
  };
  /// `room.create` may describe the room at once.
  using draft = description_content;
  using methods = type_list<describe_room>;
  using events = type_list<room_described>;

  /// `text_invalid`, `description_invalid`.
  static std::optional<error> why_no_draft(const kind& kind, const draft& draft);
  /// Revision 1. `description_invalid` if it begins too far ahead.
  static result<events_out> begin_with(const create_room_resolved& asked, const moment& at);
  /// `revision_stale`, `text_invalid`, `description_invalid`, and what says that the room is over.
  static result<room_decision> decide(const room& room, const describe_room& asked, const caller& who,
                                      const moment& at);
  static void apply(state& to, const room_described& event, const commit_stamp& stamp);
  static void project(const room& room, audience who, room_view& to);
  static room_change show(const room_described& event, bool sees_who);
};

/// What the room is called by now.
const std::string& title_of(const room& room);
/// What the room says of itself; nothing if it says nothing.
const description_content& content_of(const room& room);
/// Whether everybody may see what `content_of` gives: then it may stand in the directory.
bool shows_content_to_all(const room& room);

}  // namespace moim
