#include "actors/room/room_actor.hpp"

namespace moim {

room_handle::behavior_type room_actor(room_state::self_pointer self, room_id room, surroundings* around) {
  self->state.start(self, room, *around, around->metrics().entities);
  return {
      [=](call_room& call) { self->state.handed().take(std::move(call)); },
      [=](follow_room& call) { self->state.handed().take(std::move(call)); },
      [=](const unfollow_room& message) { self->state.handed().take(message); },
      [=](bear_room& message) { self->state.handed().take(std::move(message)); },
      [=](offer_seats& message) { self->state.handed().take(std::move(message)); },
      [=](const seek_taken& message) { self->state.handed().on_seek_taken(message.number); },
      [=](const effect_acknowledged& message) { self->state.handed().on_effect_taken(message.effect); },
      [=](turn) { self->state.entity().on_turn(); },
      [=](tick) { self->state.entity().on_tick(); },
      [=](wake) { self->state.handed().on_wake(); },
      [=](appended& message) { self->state.entity().on_append(std::move(message.result)); },
      [=](was_read& message) { self->state.entity().on_read(message.tag, std::move(message.result)); },
      [=](const moved& message) { self->state.entity().on_moved(message.now); },
  };
}

}  // namespace moim
