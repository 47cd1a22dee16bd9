#pragma once

#include "domain/inbox/room_reading.hpp"

/// The one number that an application shows on its icon.
namespace moim {

/// The most rooms that are asked for one badge: the newest of those that the person sits in.
inline constexpr std::size_t max_badge_rooms = 64;

struct read_badge {
  static constexpr std::string_view name = "inbox.badge";
  static constexpr std::string_view about =
      "Counts what the caller has not read: the notes of their inbox, and the notices of the rooms that they sit in "
      "(`user.rooms`), from when they sat down on. What is muted does not count, nor does what they did themselves.";
  static constexpr bool changes = false;
  /// The caller's session asks the inbox, their list of rooms, and then those.
  static constexpr entity_type entity = entity_type::inbox;
  static constexpr role who = role::person;
  using answer = struct inbox_badge;
  static constexpr auto fields() { return std::tuple{}; }
};

struct room_badge {
  static constexpr std::string_view name = "room_badge";
  static constexpr std::string_view about = "What a person has read of a room.";
  room_id room;
  std::uint64_t read_to = 0;
  bool muted = false;
  std::uint32_t unread = 0;
  static constexpr auto fields() {
    return std::tuple{field{"room", &room_badge::room, "The room."},
                      field{"read_to", &room_badge::read_to, "Up to which notice it is marked as read; 0: not at all."},
                      field{"muted", &room_badge::muted, "Whether it is muted."},
                      field{"unread", &room_badge::unread, "How many of its notices are not read, and count."}};
  }
  bool operator==(const room_badge&) const = default;
};

struct inbox_badge {
  static constexpr std::string_view name = "inbox_badge";
  static constexpr std::string_view about = "How much a person has not read.";
  std::uint32_t count = 0;
  std::uint32_t notes = 0;
  std::vector<room_badge> rooms;
  std::uint32_t uncounted = 0;
  static constexpr auto fields() {
    return std::tuple{
        field{"count", &inbox_badge::count, "All together."},
        field{"notes", &inbox_badge::notes, "Notes of the inbox."},
        field{"rooms", &inbox_badge::rooms,
              "Rooms with something that is not read, and those that are marked or muted.", bounds{0, 576}},
        field{"uncounted", &inbox_badge::uncounted,
              "Rooms that the person sits in and that were not asked, as they are more than 64, or could not answer."}};
  }
  bool operator==(const inbox_badge&) const = default;
};

}  // namespace moim
