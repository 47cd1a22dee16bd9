#include "actors/timekeeper_actor.hpp"

namespace moim {
namespace {

void claim(timekeeper_handle::pointer self, surroundings& around) {
  const auto& limits = around.limits();
  auto me = caf::actor_cast<timekeeper_handle>(self);
  around.store().claim(
      around.store().now(), limits.claim_lease, limits.claim_most,
      [me](std::optional<std::vector<entity_id>> due) { caf::anon_send(me, claimed{std::move(due)}); });
}

}  // namespace

timekeeper_handle::behavior_type timekeeper_actor(timekeeper_handle::pointer self, surroundings* around) {
  auto look_again = [=] {
    self->delayed_anon_send(caf::actor_cast<timekeeper_handle>(self),
                            std::chrono::milliseconds{around->limits().claim_every}, tick{});
  };
  look_again();
  return {
      [=](tick) {
        if (around->is_alive()) claim(self, *around);
      },
      [=](const claimed& answer) {
        if (!around->is_alive()) return;
        // One page at a time, so that a night's worth of wake-ups does not wake everybody at once.
        if (answer.due) {
          around->metrics().entities.wake_ups(wake_step::claimed).add(answer.due->size());
          for (const auto& entity : *answer.due) around->wake_up(entity);
        }
        look_again();
      },
  };
}

}  // namespace moim
