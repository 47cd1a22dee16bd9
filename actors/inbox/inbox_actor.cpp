#include "actors/inbox/inbox_actor.hpp"

namespace moim {

inbox_handle::behavior_type inbox_actor(inbox_state::self_pointer self, user_id user, surroundings* around) {
  self->set_exception_handler(end_process);
  self->state.start(self, user, *around, around->metrics().entities);
  // The frequent first: CAF tries one after the other.
  return {
      [=](take_note& message) { self->state.hand([&](auto& to) { to.take(std::move(message)); }); },
      [=](appended& message) { self->state.let([&](auto& to) { to.on_append(std::move(message.result)); }); },
      [=](call_inbox& call) { self->state.hand([&](auto& to) { to.take(std::move(call)); }); },
      [=](const watch_inbox& message) { self->state.hand([&](auto& to) { to.take(message); }); },
      [=](turn) { self->state.let([&](auto& to) { to.on_turn(); }); },
      [=](tick) { self->state.let([&](auto& to) { to.on_tick(); }); },
      [=](wake) { self->state.hand([&](auto& to) { to.on_wake(); }); },
      [=](was_read& message) {
        self->state.let([&](auto& to) { to.on_read(message.tag, std::move(message.result)); });
      },
      [=](const moved& message) { self->state.let([&](auto& to) { to.on_moved(message.now); }); },
  };
}

}  // namespace moim
