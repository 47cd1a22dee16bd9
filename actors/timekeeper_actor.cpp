#include "actors/timekeeper_actor.hpp"

namespace moim {

void timekeeper_state::start(surroundings& around) {
  around_ = &around;
  claim_at_ = around.store().now() + around.limits().claim_every;
  beat_later();
}

void timekeeper_state::beat_later() {
  self_->delayed_anon_send(caf::actor_cast<timekeeper_handle>(self_), std::chrono::milliseconds{tick_wheel::slot_ms},
                           tick{});
}

void timekeeper_state::beat() {
  if (!around_->is_alive()) return;
  auto now = around_->store().now();
  for (const auto& entity : around_->ticks().take_due(now)) caf::anon_send(entity, tick{});
  if (now >= claim_at_ && !claiming_) claim();
  beat_later();
}

/// One page at a time, so that a night's worth of wake-ups does not wake everybody at once.
void timekeeper_state::claim() {
  claiming_ = true;
  auto me = caf::actor_cast<timekeeper_handle>(self_);
  const auto& limits = around_->limits();
  around_->store().claim(
      around_->store().now() + ahead_ms_, limits.claim_lease, limits.claim_most,
      [me](std::optional<std::vector<entity_id>> due) { caf::anon_send(me, claimed{std::move(due)}); });
}

void timekeeper_state::wake(const claimed& answer) {
  if (!around_->is_alive()) return;
  claiming_ = false;
  claim_at_ = around_->store().now() + around_->limits().claim_every;
  if (!answer.due) return;
  if (answer.due->size() < around_->limits().claim_most) ahead_ms_ = 0;
  around_->metrics().entities.wake_ups(wake_step::claimed).add(answer.due->size());
  for (const auto& entity : *answer.due) around_->deliver(entity, moim::wake{});
}

timekeeper_handle::behavior_type timekeeper_actor(timekeeper_state::self_pointer self, surroundings* around) {
  self->state.start(*around);
  return {
      [=](tick) { self->state.beat(); },
      [=](const claimed& answer) { self->state.wake(answer); },
  };
}

}  // namespace moim
