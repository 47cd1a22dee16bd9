#include "actors/timekeeper_actor.hpp"

#include "actors/fatal.hpp"

namespace moim {

void timekeeper_state::start(surroundings& around) {
  around_ = &around;
  claim_at_ = around_->machine_now() + around_->limits().claim_every;
  beat_later();
}

void timekeeper_state::beat_later() {
  self_->delayed_anon_send(caf::actor_cast<timekeeper_handle>(self_), std::chrono::milliseconds{tick_wheel::slot_ms},
                           tick{});
}

void timekeeper_state::beat() {
  if (!around_->is_alive()) return;
  auto now = around_->machine_now();
  for (const auto& entity : around_->ticks().take_due(now)) caf::anon_send(entity, tick{});
  if (now >= claim_at_ && !claiming_) {
    forget_lost(now);
    claim();
  }
  beat_later();
}

/// Whoever has not said anything for the length of a lease is claimed again.
void timekeeper_state::forget_lost(time_ms now) {
  std::erase_if(woken_, [now](const auto& each) { return each.second <= now; });
}

std::size_t timekeeper_state::room() const {
  auto max = around_->limits().max_woken;
  return max - std::min(max, woken_.size());
}

void timekeeper_state::claim() {
  const auto& limits = around_->limits();
  asked_for_ = std::min(limits.max_claim, room());
  if (asked_for_ == 0) return;
  claiming_ = true;
  over_since_claim_ = 0;
  auto me = caf::actor_cast<timekeeper_handle>(self_);
  around_->store().claim(
      around_->store().now() + ahead_ms_, limits.claim_lease, asked_for_,
      [me](std::optional<std::vector<entity_id>> due) { caf::anon_send(me, claimed{std::move(due)}); });
}

void timekeeper_state::wake(const claimed& answer) {
  if (!around_->is_alive()) return;
  claiming_ = false;
  auto now = around_->machine_now();
  claim_at_ = now + around_->limits().claim_every;
  more_ = answer.due && answer.due->size() == asked_for_;
  tell_those_who_wait(answer);
  if (!answer.due) return;
  if (!more_) ahead_ms_ = 0;
  around_->metrics().entities.wake_ups(wake_step::claimed).add(answer.due->size());
  for (const auto& entity : *answer.due) {
    woken_[entity] = now + around_->limits().claim_lease;
    around_->deliver(entity, moim::wake{});
  }
}

/// Small pages would cost the store more than they bring, so half a page has to be free.
void timekeeper_state::over(const wake_over& message) {
  over_since_claim_ += woken_.erase(message.entity);
  if (!around_->is_alive() || claiming_) return;
  if (!waiting_.empty() && woken_.empty()) return claim();
  if (!more_) return;
  if (over_since_claim_ >= asked_for_ / 2 && room() >= around_->limits().max_claim / 2) claim();
}

void timekeeper_state::receive(const handle_due& message) {
  waiting_.push_back(message.done);
  if (around_->is_alive() && !claiming_) claim();
}

/// Only a claim that finds nothing, while nobody is woken, tells that all that was due is done.
void timekeeper_state::tell_those_who_wait(const claimed& answer) {
  if (!answer.due || !answer.due->empty() || !woken_.empty()) return;
  for (const auto& done : std::exchange(waiting_, {})) done();
}

timekeeper_handle::behavior_type timekeeper_actor(timekeeper_state::self_pointer self, surroundings* around) {
  self->set_exception_handler(end_process);
  self->state.start(*around);
  return {
      [=](tick) { self->state.beat(); },
      [=](const claimed& answer) { self->state.wake(answer); },
      [=](const wake_over& message) { self->state.over(message); },
      [=](const handle_due& message) { self->state.receive(message); },
  };
}

}  // namespace moim
