#include "actors/user/user_actor.hpp"

namespace moim {

user_handle::behavior_type user_actor(user_state::self_pointer self, user_id user, surroundings* around) {
  self->state.start(self, user, *around, around->metrics().entities);
  // The frequent first: CAF tries one after the other.
  return {
      [=](take_effect& effect) { self->state.handed().take(std::move(effect)); },
      [=](appended& message) { self->state.entity().on_append(std::move(message.result)); },
      [=](call_user& call) { self->state.handed().take(std::move(call)); },
      [=](const open_session& message) { self->state.handed().take(message); },
      [=](const close_session& message) { self->state.handed().take(message); },
      [=](const push_to_sessions& message) { self->state.handed().take(message); },
      [=](turn) { self->state.entity().on_turn(); },
      [=](tick) { self->state.entity().on_tick(); },
      [=](wake) { self->state.handed().on_wake(); },
      [=](was_read& message) { self->state.entity().on_read(message.tag, std::move(message.result)); },
      [=](const moved& message) { self->state.entity().on_moved(message.now); },
  };
}

}  // namespace moim
