#include "actors/pool/pool_actor.hpp"

namespace moim {

pool_handle::behavior_type pool_actor(pool_state::self_pointer self, pool_id pool, surroundings* around) {
  self->state.start(self, pool, *around, around->metrics());
  // The frequent first: CAF tries one after the other.
  return {
      [=](call_pool& call) { self->state.handed().take(std::move(call)); },
      [=](const news_taken& message) { self->state.handed().on_taken(message); },
      [=](turn) { self->state.entity().on_turn(); },
      [=](appended& message) { self->state.entity().on_append(std::move(message.result)); },
      [=](seek_for_room& message) { self->state.handed().take(std::move(message)); },
      [=](const seats_answered& message) { self->state.handed().take(message); },
      [=](attend_pool) { self->state.handed().attend(); },
      [=](tick) { self->state.entity().on_tick(); },
      [=](wake) { self->state.handed().on_wake(); },
      [=](was_read& message) { self->state.entity().on_read(message.tag, std::move(message.result)); },
      [=](const moved& message) { self->state.entity().on_moved(message.now); },
  };
}

}  // namespace moim
