#pragma once

#include "actors/entity/entity.hpp"

/// What an entity does when the store refuses to write: below its watermark of free space, or with too much to do. What
/// changes nothing is answered all the same (rule 4).
namespace moim {

/// What people are told of the store's refusal.
constexpr errc errc_of(store::refusal said) {
  switch (said) {
    case store::refusal::storage_full:
      return errc::storage_full;
    case store::refusal::overloaded:
      return errc::overloaded;
    case store::refusal::unavailable:
      return errc::unavailable;
  }
  return errc::internal;
}

/// The log is as it was, so `state_` is what is durable. Items that change nothing are decided again on that and
/// confirmed; the others are refused.
template <class Rules>
void entity<Rules>::on_refused(store::refusal said) {
  error why{errc_of(said), {}, 1'000};
  bool wrote = round_.writes();
  auto put_back = round_.put_back;
  drop_round();
  // Where the disk is full nobody else could be handled either.
  if (refusals_ >= 3 && said != store::refusal::storage_full) wake_up_over();
  if (wrote) {
    hold_off();
    gather_batch(batch_.size() + put_back);
    keep_what_changes_nothing(why);
    if (batch_.empty()) return finish_round();
    round_.at = time_to_decide();
    round_.only_confirms = true;
    return send_round();
  }
  // Not even the confirmation was taken. Where nobody else appends, it is not needed.
  bool others_append = port_.is_shared() || (Rules::is_ridden_into && port_.takes_riders());
  others_append || assumed_new_ ? refuse_batch(why) : answer_batch();
  finish_round();
}

/// Decides each item alone, since what earlier items of the batch wanted does not happen. A request that was
/// done before gets its outcome, and a refusal that follows from durable state stands. What is due is not on disk
/// either: a refusal may follow from that alone, and a node whose clock is behind would decide otherwise (rule 8).
template <class Rules>
void entity<Rules>::keep_what_changes_nothing(const error& why) {
  auto now = time_to_decide();
  bool is_due = false;
  if constexpr (!Rules::in_place) {
    auto next = Rules::next_due(state_);
    is_due = next && next->at <= now;
  }
  std::deque<item_type> kept;
  for (auto& item : std::exchange(batch_, {})) {
    bool changes = item.changes();
    if constexpr (!Rules::in_place) {
      events fresh;
      decide(item, state_, now, fresh);
      changes = !fresh.empty() || (changes && is_due && is_refused(item));
    }
    if (!changes) {
      kept.push_back(std::move(item));
      continue;
    }
    refuse(item, why);
    metrics_.waiting().subtract();
  }
  batch_ = std::move(kept);
}

/// Until `held_off_until_` the entity writes only what somebody asks for. The time grows and varies by
/// chance, so that a full store does not get all due work at once.
template <class Rules>
void entity<Rules>::hold_off() {
  constexpr time_ms first_ms = 100;
  auto longest = std::min<time_ms>(limits_.max_refused_retry, first_ms << std::min(refusals_, 16u));
  ++refusals_;
  auto spread = static_cast<std::uint64_t>(longest / 2 + 1);
  held_off_until_ = port_.machine_now() + longest / 2 + static_cast<time_ms>(port_.random() % spread);
  tick_by(held_off_until_);
}

/// While the store refuses, a batch that changes nothing does not wait for what the entity has to write itself.
template <class Rules>
bool entity<Rules>::may_only_confirm() const {
  return is_held_off() &&
         std::none_of(batch_.begin(), batch_.end(), [](const item_type& item) { return item.changes(); });
}

template <class Rules>
void entity<Rules>::try_again_after_refusals(time_ms now) {
  if (!is_held_off()) return;
  if (now < held_off_until_) return tick_by(held_off_until_);
  held_off_until_ = 0;
  commit_soon();
}

}  // namespace moim
