#pragma once

#include "actors/entity/entity.hpp"

/// What time does to an entity: deadlines pass, pauses end, and an entity that is not needed rests.
namespace moim {

/// How often an entity that stays in memory for its open work reads its log: another node may have done that
/// work.
inline constexpr time_ms needs_confirmed_every_ms = 30 * second_ms;

/// The timekeeper may wake the next.
template <class Rules>
void entity<Rules>::wake_up_over() {
  if (std::exchange(woken_, false)) port_.wake_up_over();
}

template <class Rules>
void entity<Rules>::expire(std::deque<item_type>& items, time_ms now, errc why) {
  auto over = std::stable_partition(items.begin(), items.end(), [&](const item_type& i) { return now < i.deadline; });
  for (auto item = over; item != items.end(); ++item) {
    // An item that changes nothing has no outcome that could be unknown.
    bool unknown = why == errc::outcome_unknown && !item->changes();
    refuse(*item, {unknown ? errc::unavailable : why});
  }
  metrics_.waiting().subtract(items.end() - over);
  items.erase(over, items.end());
}

template <class Rules>
void entity<Rules>::look_at_deadlines(time_ms now) {
  bool with_store = stage_ == stage::appending || stage_ == stage::resolving || stage_ == stage::fencing ||
                    (stage_ == stage::pausing && after_pause_ == task::resolve);
  expire(waiting_, now, errc::deadline_exceeded);
  count_deliveries();
  expire(batch_, now, with_store ? errc::outcome_unknown : errc::deadline_exceeded);
}

template <class Rules>
void entity<Rules>::tick_by(time_ms when) {
  // Never in the past: an earlier tick would be taken for this one, and each would lead to another.
  auto now = port_.machine_now();
  when = std::max(when, now + 1);
  if (tick_at_ && *tick_at_ <= when) return;
  tick_at_ = when;
  ++ticks_under_way_;
  port_.tick_in(when - now);
}

template <class Rules>
void entity<Rules>::tick_by_again() {
  auto when = *tick_at_;
  tick_at_.reset();
  tick_by(when);
}

template <class Rules>
void entity<Rules>::on_tick() {
  auto now = port_.machine_now();
  --ticks_under_way_;
  if (!tick_at_) return;
  if (now < *tick_at_) {
    // Meant for an earlier look, or the two clocks differ a little.
    if (ticks_under_way_ == 0) tick_by_again();
    return;
  }
  tick_at_.reset();
  look_at_deadlines(now);
  if (stage_ == stage::pausing && now >= pause_until_) resume_after_pause();
  recover_for_others();
  try_again_after_refusals(now);
  on_time_passed(now);
  bool unsure = port_.is_shared() && is_followed() && now - confirmed_at_ >= limits_.confirm_every &&
                !is_planted(planted_bug::hints_trusted);
  // A followed entity confirms its head more often.
  bool old = port_.is_shared() && is_needed() && !is_followed() &&
             now - std::max(confirmed_at_, last_used_) >= needs_confirmed_every_ms;
  if (stage_ == stage::ready && unsure)
    begin_round();
  else if (stage_ == stage::ready && old)
    read_on(stage::catching_up);
  rest_if_idle(now);
}

template <class Rules>
time_ms entity<Rules>::rests_after() const {
  bool is_nobody = stage_ == stage::ready && current().version == 0;
  return is_nobody ? std::min(limits_.nobody_rests_after, limits_.rest_after) : limits_.rest_after;
}

template <class Rules>
void entity<Rules>::rest_if_idle(time_ms now) {
  bool busy = stage_ != stage::ready && stage_ != stage::unreadable && stage_ != stage::unloaded;
  if (stage_ == stage::failed) {
    tick_by(std::max(failed_until_, now) + limits_.sweep_every);
  } else if (busy || turn_asked_ || !waiting_.empty()) {
    tick_by(stage_ == stage::pausing ? std::min(pause_until_, now + limits_.sweep_every) : now + limits_.sweep_every);
  } else if (port_.is_shared() && is_followed()) {
    tick_by(now + limits_.confirm_every);
  } else if (is_needed() || now - last_used_ < rests_after()) {
    tick_by(now + rests_after());
  } else if (port_.rest()) {
    metrics_.passivations(id_.type).add();
  } else {
    tick_by(now + rests_after());
  }
}

}  // namespace moim
