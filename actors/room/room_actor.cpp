#include "actors/room/room_actor.hpp"

namespace moim {

room_handle::behavior_type room_actor(room_state::self_pointer self, room_id room, surroundings* around) {
  self->set_exception_handler(end_process);
  self->state.start(self, room, *around, around->metrics().entities);
  // The frequent first: CAF tries one after the other.
  return {
      [=](call_room& call) { self->state.hand([&](auto& to) { to.take(std::move(call)); }); },
      [=](bear_room& message) { self->state.hand([&](auto& to) { to.take(std::move(message)); }); },
      [=](appended& message) { self->state.let([&](auto& to) { to.on_append(std::move(message.result)); }); },
      [=](turn) { self->state.let([&](auto& to) { to.on_turn(); }); },
      [=](const effect_acknowledged& message) {
        self->state.hand([&](auto& to) { to.on_effect_taken(message.effect); });
      },
      [=](tick) { self->state.let([&](auto& to) { to.on_tick(); }); },
      [=](follow_room& call) { self->state.hand([&](auto& to) { to.take(std::move(call)); }); },
      [=](const unfollow_room& message) { self->state.hand([&](auto& to) { to.take(message); }); },
      [=](offer_seats& message) { self->state.hand([&](auto& to) { to.take(std::move(message)); }); },
      [=](const seek_taken& message) { self->state.hand([&](auto& to) { to.on_seek_taken(message.number); }); },
      [=](wake) { self->state.hand([&](auto& to) { to.on_wake(); }); },
      [=](was_read& message) {
        self->state.let([&](auto& to) { to.on_read(message.tag, std::move(message.result)); });
      },
      [=](const moved& message) { self->state.let([&](auto& to) { to.on_moved(message.now); }); },
  };
}

}  // namespace moim
