#include "domain/room/projection.hpp"

#include "domain/room/compose.hpp"

namespace moim {

bool sees_members(roster rule, audience who) { return rule == roster::everyone || who == audience::member; }

audience audience_of(const room& state, const user_id& user) {
  return role_in(state, user) >= role::member ? audience::member : audience::outsider;
}

room_view view(const room& state, audience who) {
  room_view seen;
  seen.room = state.id;
  seen.kind = state.kind.key;
  seen.title = state.title;
  if (who == audience::member) seen.agreed = state.agreed;
  composition<room_facets>::project(state, who, seen);
  return seen;
}

std::optional<room_change> project(const room_event& event, roster who_sees_members, audience who) {
  return std::visit(
      [&]<class Event>(const Event& each) -> std::optional<room_change> {
        if constexpr (std::is_same_v<Event, room_created> || std::is_same_v<Event, room_forgotten>)
          return plain_change(each);
        return composition<room_facets>::show(each, sees_members(who_sees_members, who));
      },
      event);
}

bool is_listable(const room& state) {
  if (!state.exists() || state.match) return false;
  auto phase = state.get<lifecycle>().phase;
  if (phase == room_phase::locked) return state.find<schedule>() && schedule::next_due(state);
  return phase == room_phase::open;
}

}  // namespace moim
