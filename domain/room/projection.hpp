#pragma once

#include "domain/room/room.hpp"

/// What each audience sees of a room (rule 12).
namespace moim {

/// One thing that happened in a room, as an audience sees it.
struct room_change {
  static constexpr std::string_view name = "room_change";
  static constexpr std::string_view about = "One thing that happened in a room.";
  std::string event;
  std::optional<user_id> user;
  std::optional<std::uint32_t> seat;
  static constexpr auto fields() {
    return std::tuple{field{"event", &room_change::event,
                            "room_created, seat_taken, seat_left, room_locked, "
                            "room_cancelled or room_closed."},
                      field{"user", &room_change::user, "Whom it is about, for those who may see it."},
                      field{"seat", &room_change::seat, "Which seat, for those who may see it."}};
  }
  bool operator==(const room_change&) const = default;
};

audience audience_of(const room& state, const user_id& user);
room_view view(const room& state, audience who);
/// Nothing for events that are nobody's business (request keys, effects, fences).
std::optional<room_change> project(const room_event& event, roster who_sees_members, audience who);

}  // namespace moim
