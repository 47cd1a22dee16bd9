#pragma once

#include "domain/room/facet.hpp"

#include <vector>

/// The members of a room, a page at a time: a great hall has more than one answer should hold.
namespace moim {

/// The most members that one answer shows.
inline constexpr std::size_t max_members_shown = 500;

/// A member as others see them.
struct member_view {
  static constexpr std::string_view name = "member_view";
  static constexpr std::string_view about = "A person in a seat.";
  user_id user;
  std::uint32_t seat = 0;
  static constexpr auto fields() {
    return std::tuple{field{"user", &member_view::user, "Who sits there."},
                      field{"seat", &member_view::seat, "Which seat, from 1."}};
  }
  bool operator==(const member_view&) const = default;
};

struct list_members {
  static constexpr std::string_view name = "room.members";
  static constexpr std::string_view about =
      "Lists who sits where, a page at a time, for those who may see it. Pages of one `version` make one list. Whoever "
      "follows the room puts each page over what they know of its seats, and over it the pushes after its `version`.";
  static constexpr bool changes = false;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::person;
  using answer = struct member_page;
  using errors = error_list<errc::not_member>;
  room_id room;
  std::optional<std::uint32_t> after;
  std::optional<std::uint32_t> limit;
  static constexpr auto fields() {
    return std::tuple{field{"room", &list_members::room, "The room."},
                      field{"after", &list_members::after, "The seat of the last member who is known: go on after it.",
                            bounds{0, 100'000}},
                      field{"limit", &list_members::limit, "How many; 500 if absent.", bounds{1, max_members_shown}}};
  }
};

struct member_page {
  static constexpr std::string_view name = "member_page";
  static constexpr std::string_view about = "Some of a room's members.";
  std::uint64_t version = 0;
  std::uint32_t taken = 0;
  std::vector<member_view> members;
  std::optional<std::uint32_t> after;
  static constexpr auto fields() {
    return std::tuple{field{"version", &member_page::version, "The version of the room that the page shows."},
                      field{"taken", &member_page::taken, "How many members the room has."},
                      field{"members", &member_page::members, "By their seats.", bounds{0, max_members_shown}},
                      field{"after", &member_page::after, "Send this for the next page; absent on the last."}};
  }
  bool operator==(const member_page&) const = default;
};

}  // namespace moim
