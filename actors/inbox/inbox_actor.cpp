#include "actors/inbox/inbox_actor.hpp"

namespace moim {

inbox_handle::behavior_type inbox_actor(inbox_state::self_pointer self, user_id user, surroundings* around) {
  self->state.start(self, user, *around, around->metrics().entities);
  // The frequent first: CAF tries one after the other.
  return {
      [=](take_note& message) { self->state.handed().take(std::move(message)); },
      [=](appended& message) { self->state.entity().on_append(std::move(message.result)); },
      [=](call_inbox& call) { self->state.handed().take(std::move(call)); },
      [=](const watch_inbox& message) { self->state.handed().take(message); },
      [=](turn) { self->state.entity().on_turn(); },
      [=](tick) { self->state.entity().on_tick(); },
      [=](wake) { self->state.handed().on_wake(); },
      [=](was_read& message) { self->state.entity().on_read(message.tag, std::move(message.result)); },
      [=](const moved& message) { self->state.entity().on_moved(message.now); },
  };
}

}  // namespace moim
