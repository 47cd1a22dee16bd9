#pragma once

#include "domain/room/room.hpp"

/// What each audience sees of a room (rule 12).
namespace moim {

audience audience_of(const room& state, const user_id& user);
room_view view(const room& state, audience who);
/// Nothing for events that are nobody's business (request keys, effects, fences).
std::optional<room_change> project(const room_event& event, roster who_sees_members, audience who);

}  // namespace moim
