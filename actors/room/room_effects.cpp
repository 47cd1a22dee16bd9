#include "actors/room/room_entity.hpp"
#include "domain/outbox/outbox.hpp"

#include <algorithm>

/// A room's effects on its way to people's own logs (rule 6): sent at once, and again when the courier says so. That
/// they were taken is written with the next commit, or with one of its own.
namespace moim {
namespace {

/// How long a room that nobody asks for anything waits for a commit to write that effects were taken.
constexpr time_ms effects_unwritten_most_ms = 4 * second_ms;
/// How many are sent at one time.
constexpr std::size_t effects_at_once = 256;

}  // namespace

/// From `from` on those are sent that have come since the last time.
void room_entity::plan_effects(time_ms from) {
  const auto& pending = state().effects.pending;
  count_pending(pending.size());
  auto fresh = std::upper_bound(pending.begin(), pending.end(), last_effect_planned_,
                                [](std::uint64_t planned, const membership_effect& e) { return planned < e.number; });
  last_effect_planned_ = state().effects.last_number;
  for (; fresh != pending.end(); ++fresh)
    effects_.add({fresh->number, fresh->target.entity(), fresh->since, 0, false}, from);
}

void room_entity::send_effects() {
  for (auto number : effects_.take_due(port().now(), effects_at_once, [this] { return port().random(); })) {
    const auto* effect = find_effect(number);
    if (!effect) continue;
    metrics().effects(effect_step::sent).add();
    auto told = *effect;
    told.number = told_number(*effect);
    neighbours_.deliver(effect->target.entity(), take_effect{effect->target, room_, told});
    if (is_planted(planted_bug::effects_not_repeated)) effects_.postpone(number, port().now() + 24 * hour_ms, false);
  }
  if (auto next = effects_.next_at()) tick_by(*next);
}

void room_entity::count_pending(std::size_t now) {
  metrics().effects_pending().add(static_cast<std::int64_t>(now) - static_cast<std::int64_t>(pending_counted_));
  pending_counted_ = now;
}

const membership_effect* room_entity::find_effect(std::uint64_t number) const {
  const auto& pending = state().effects.pending;
  auto found = std::lower_bound(pending.begin(), pending.end(), number,
                                [](const membership_effect& e, std::uint64_t wanted) { return e.number < wanted; });
  return found == pending.end() || found->number != number ? nullptr : &*found;
}

/// The whole effect is compared: after a fork another one may bear the number.
void room_entity::take(const effect_acknowledged& message) {
  if (!is_loaded()) return;
  const auto& pending = state().effects.pending;
  auto is_it = [&](const membership_effect& e) {
    return told_number(e) == message.effect.number && e.target == message.effect.target &&
           e.what == message.effect.what && e.as_of == message.effect.as_of;
  };
  auto found = std::find_if(pending.begin(), pending.end(), is_it);
  if (found == pending.end()) return;
  auto now = port().now();
  if (message.end == delivery_end::done) {
    if (!effects_.settle(found->number, now)) return;
    metrics().effects(effect_step::acknowledged).add();
    if (!write_effects_at_) write_effects_at_ = now + effects_unwritten_most_ms;
    tick_by(*write_effects_at_);
  } else {
    auto pause = std::clamp<time_ms>(message.retry_after_ms, send_again_least_ms, send_again_most_ms);
    pause += static_cast<time_ms>(port().random() % static_cast<std::uint64_t>(pause));
    effects_.postpone(found->number, now + pause, message.end != delivery_end::busy);
  }
  send_effects();
}

void room_entity::forget_effects(const events& happened) {
  auto forget = [this](const std::vector<std::uint64_t>& numbers) {
    for (auto number : numbers) effects_.remove(number, port().now());
  };
  for (const auto& event : happened) {
    if (auto* done = std::get_if<effects_done>(&event)) forget(done->numbers);
    if (auto* parked = std::get_if<effects_parked>(&event)) forget(parked->numbers);
  }
  if (effects_.settled().empty()) write_effects_at_.reset();
}

void room_entity::add_own_events(const room& state, time_ms now, events& out) {
  add_effects_done(state, now, out);
  seek();
  write_seek_told(state, out);
}

void room_entity::add_effects_done(const room& state, time_ms now, events& out) {
  // Should the commit be refused, the next try.
  if (write_effects_at_) write_effects_at_ = port().now() + effects_unwritten_most_ms;
  effects_done done;
  effects_parked parked;
  const auto& settled = effects_.settled();
  auto given_up = effects_.given_up(now, delivery_given_up_ms);
  for (const auto& effect : state.effects.pending) {
    if (settled.contains(effect.number)) done.numbers.push_back(effect.number);
    if (std::binary_search(given_up.begin(), given_up.end(), effect.number)) parked.numbers.push_back(effect.number);
  }
  metrics().effects(effect_step::parked).add(parked.numbers.size());
  if (!done.numbers.empty()) out.push_back(std::move(done));
  if (!parked.numbers.empty()) out.push_back(std::move(parked));
}

}  // namespace moim
