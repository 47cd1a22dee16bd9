#include "actors/pool/pool_actor.hpp"

namespace moim {

pool_handle::behavior_type pool_actor(pool_state::self_pointer self, pool_id pool, surroundings* around) {
  self->set_exception_handler(end_process);
  self->state.start(self, pool, *around, around->metrics());
  // The frequent first: CAF tries one after the other.
  return {
      [=](call_pool& call) { self->state.hand([&](auto& to) { to.take(std::move(call)); }); },
      [=](const news_taken& message) { self->state.hand([&](auto& to) { to.on_taken(message); }); },
      [=](turn) { self->state.let([&](auto& to) { to.on_turn(); }); },
      [=](appended& message) { self->state.let([&](auto& to) { to.on_append(std::move(message.result)); }); },
      [=](seek_for_room& message) { self->state.hand([&](auto& to) { to.take(std::move(message)); }); },
      [=](const seats_answered& message) { self->state.hand([&](auto& to) { to.take(message); }); },
      [=](attend_pool) { self->state.hand([&](auto& to) { to.attend(); }); },
      [=](tick) { self->state.let([&](auto& to) { to.on_tick(); }); },
      [=](wake) { self->state.hand([&](auto& to) { to.on_wake(); }); },
      [=](was_read& message) {
        self->state.let([&](auto& to) { to.on_read(message.tag, std::move(message.result)); });
      },
      [=](const moved& message) { self->state.let([&](auto& to) { to.on_moved(message.now); }); },
  };
}

}  // namespace moim
