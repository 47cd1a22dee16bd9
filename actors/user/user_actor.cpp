#include "actors/user/user_actor.hpp"

namespace moim {

user_handle::behavior_type user_actor(user_state::self_pointer self, user_id user, surroundings* around) {
  self->set_exception_handler(end_process);
  self->state.start(self, user, *around, around->metrics().entities);
  // The frequent first: CAF tries one after the other.
  return {
      [=](take_effect& effect) { self->state.hand([&](auto& to) { to.take(std::move(effect)); }); },
      [=](appended& message) { self->state.let([&](auto& to) { to.on_append(std::move(message.result)); }); },
      [=](call_user& call) { self->state.hand([&](auto& to) { to.take(std::move(call)); }); },
      [=](const open_session& message) { self->state.hand([&](auto& to) { to.take(message); }); },
      [=](const close_session& message) { self->state.hand([&](auto& to) { to.take(message); }); },
      [=](const push_to_sessions& message) { self->state.hand([&](auto& to) { to.take(message); }); },
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
