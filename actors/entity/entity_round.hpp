#pragma once

#include "actors/entity/entity.hpp"

/// The straight way of a batch: gather, decide, append, answer. What can go wrong is in entity_recovery.hpp.
namespace moim {

template <class Rules>
entity<Rules>::entity(entity_id id, entity_port& port, entity_metrics& metrics, const entity_limits& limits)
    : id_(id),
      port_(port),
      metrics_(metrics),
      limits_(limits),
      wake_(port.is_shared()),
      last_used_(port.machine_now()) {
  metrics_.live(id_.type).add();
}

template <class Rules>
entity<Rules>::~entity() {
  metrics_.live(id_.type).subtract();
  metrics_.waiting().subtract(static_cast<std::int64_t>(waiting_.size() + batch_.size()));
}

template <class Rules>
void entity<Rules>::add(item_type item) {
  if (!has_room_for(item))
    return refuse(item, {errc::overloaded, {}, static_cast<std::uint32_t>(limits_.overloaded_retry_after)});
  if (stage_ == stage::unreadable) return refuse(item, {errc::entity_unreadable});
  recover();
  if (stage_ == stage::failed)
    return refuse(item, {errc::internal, {}, static_cast<std::uint32_t>(limits_.sweep_every)});
  deliveries_waiting_ += is_delivery(item);
  waiting_.push_back(std::move(item));
  metrics_.waiting().add();
  commit_soon();
}

template <class Rules>
bool entity<Rules>::has_room_for(const item_type& item) const {
  return is_delivery(item) ? deliveries_waiting_ < limits_.max_deliveries_waiting
                           : waiting_.size() - deliveries_waiting_ < limits_.max_waiting;
}

/// Recounts the waiting deliveries after several items have come or gone.
template <class Rules>
void entity<Rules>::count_deliveries() {
  deliveries_waiting_ =
      static_cast<std::size_t>(std::count_if(waiting_.begin(), waiting_.end(), is_delivery<item_type>));
}

template <class Rules>
void entity<Rules>::commit_soon() {
  commit_asked_ = true;
  load();
  if (stage_ == stage::ready && !turn_asked_) take_turn();
}

/// Lets all that is in the mailbox by now into the same commit, where many items come at once.
template <class Rules>
void entity<Rules>::take_turn() {
  Rules::gathers ? ask_turn() : begin_round();
}

template <class Rules>
void entity<Rules>::ask_turn() {
  if (turn_asked_) return;
  turn_asked_ = true;
  port_.turn_soon();
}

template <class Rules>
void entity<Rules>::on_turn() {
  turn_asked_ = false;
  if (loading_) return load_on();
  if (stage_ == stage::ready) begin_round();
}

template <class Rules>
void entity<Rules>::on_wake() {
  woken_ = true;
  recover();
  if (stage_ == stage::unreadable || stage_ == stage::failed) return wake_up_over();
  wake_.woken();
  commit_soon();
}

template <class Rules>
void entity<Rules>::begin_round() {
  if (head_.version < at_least_) return read_on(stage::catching_up);
  auto now = time_to_decide();
  if (is_planted(planted_bug::time_goes_back)) now = port_.now();
  last_used_ = port_.machine_now();
  gather_batch(limits_.max_batch);
  commit_asked_ = !waiting_.empty();
  expire(batch_, port_.machine_now(), errc::deadline_exceeded);
  drop_round();
  round_.at = now;
  round_.only_confirms = may_only_confirm();
  decide_batch(now);
  if (is_planted(planted_bug::refusals_not_confirmed) && round_.events.empty() && !wake_.must_rewrite())
    return answer_batch(), finish_round();
  has_to_append() ? send_round() : finish_round();
}

/// Whether anything is to be written or confirmed.
template <class Rules>
bool entity<Rules>::has_to_append() {
  if (!batch_.empty() || !round_.events.empty() || port_.is_shared()) return true;
  return !round_.only_confirms && (wake_.must_rewrite() || card_for(state_) || snapshot_.is_due(limits_));
}

template <class Rules>
void entity<Rules>::gather_batch(std::size_t max) {
  while (!waiting_.empty() && batch_.size() < max) {
    deliveries_waiting_ -= is_delivery(waiting_.front());
    batch_.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
}

/// Drops decisions that did not land; they are made again from `state_`.
template <class Rules>
void entity<Rules>::drop_round() {
  if (!round_.events.empty()) draft_is_stale_ = true;
  round_ = {};
}

/// Random, never 0.
template <class Rules>
commit_id entity<Rules>::new_commit_id() {
  commit_id fresh = 0;
  while (fresh == 0) fresh = port_.random();
  return fresh;
}

template <class Rules>
void entity<Rules>::send_round() {
  const auto& after = working();
  store::append_request append;
  append.entity = id_;
  append.expected = head_;
  append.commit = round_.commit = new_commit_id();
  if (!round_.events.empty()) {
    append.record = store::encode_commit<event_type>(round_.at, round_.events);
    round_.record_bytes = append.record.size();
  }
  if (!round_.only_confirms) add_upkeep(append, after);
  if (!round_.brings.riders.empty()) add_riders(append);
  if (round_.events.empty()) metrics_.confirms().add();
  stage_ = stage::appending;
  sent_at_ = std::chrono::steady_clock::now();
  tick_by(port_.machine_now() + limits_.sweep_every);
  send(std::move(append));
  if (is_planted(planted_bug::answered_before_commit)) answer_batch();
}

/// Whether nothing of what the log said before is to be found in it any more: its rules name the event that says so.
template <class Rules>
bool forgets_log(const std::vector<typename Rules::event>& events) {
  if constexpr (requires { typename Rules::forgets_log; }) {
    static_assert(Rules::slices == 1);
    auto forgets = [](const auto& each) { return std::holds_alternative<typename Rules::forgets_log>(each); };
    return std::any_of(events.begin(), events.end(), forgets);
  }
  return false;
}

/// The wake-up, the card and a slice of the state go with the round's append.
template <class Rules>
void entity<Rules>::add_upkeep(store::append_request& append, const state_type& after) {
  round_.rewrites = wake_.must_rewrite();
  append.wake = wake_.change(wake_after_round(after, round_.at), round_.at, !round_.events.empty());
  if (round_.rewrites && is_planted(planted_bug::wake_up_not_rewritten)) append.wake.reset();
  append.card = card_for(after);
  if (forgets_log<Rules>(round_.events))
    snapshot_plan::put_end_on(append, Rules::slice(after, 0));
  else if (snapshot_.is_due(limits_))
    snapshot_.put_on(append, head_.version,
                     Rules::slice(is_planted(planted_bug::saved_ahead_of_log) ? after : state_, snapshot_.next()));
  round_.wake = append.wake;
  round_.with_card = append.card.has_value();
  round_.snapshot = append.snapshot;
}

inline append_outcome outcome_of(const store::append_result& result) {
  if (std::holds_alternative<store::committed>(result)) return append_outcome::committed;
  if (std::holds_alternative<store::conflict>(result)) return append_outcome::conflict;
  if (std::holds_alternative<store::refused>(result)) return append_outcome::refused;
  if (std::holds_alternative<store::unfit>(result)) return append_outcome::unfit;
  return append_outcome::unknown;
}

template <class Rules>
void entity<Rules>::on_append(store::append_result result) {
  --store_calls_;
  if (stage_ == stage::failed) return recover_for_others();
  if (stage_ == stage::fencing) return on_fence(std::move(result));
  metrics_.appends(outcome_of(result)).add();
  metrics_.append_duration().observe(std::chrono::steady_clock::now() - sent_at_);
  if (auto* landed = std::get_if<store::committed>(&result)) {
    round_committed(*landed);
    finish_round();
  } else if (auto* lost = std::get_if<store::conflict>(&result)) {
    on_conflict(*lost);
  } else if (auto* no = std::get_if<store::refused>(&result)) {
    on_refused(no->why);
  } else if (auto* why = std::get_if<store::unfit>(&result)) {
    on_unfit(*why);
  } else {
    on_unknown();
  }
}

template <class Rules>
void entity<Rules>::round_committed(const store::committed& landed) {
  const auto& now = landed.now;
  head_ = now;
  if (!round_.brings.riders.empty()) tell_riders(landed.riders);
  assumed_new_ = false;
  confirmed_at_ = port_.machine_now();
  if (round_.writes()) refusals_ = 0, held_off_until_ = 0;
  if (!round_.events.empty()) failures_ = 0;
  if (round_.rewrites && woken_) metrics_.wake_ups(wake_step::handled).add();
  if (round_.rewrites) wake_up_over();
  wake_.written(round_.wake, round_.rewrites);
  if (round_.snapshot) {
    snapshot_.written(*round_.snapshot);
    metrics_.snapshots(id_.type).add();
  }
  if (round_.with_card) on_card_written();
  if (!round_.events.empty()) {
    auto happened = std::exchange(round_.events, {});
    for (const auto& event : happened) Rules::apply(state_, event, {now.version, round_.at});
    snapshot_.appended(round_.record_bytes);
    on_happened(happened, true);
  }
  answer_batch();
}

template <class Rules>
void entity<Rules>::answer_batch() {
  if (!batch_.empty()) metrics_.commands_per_commit().observe(batch_.size());
  for (answered_ = 0; answered_ < batch_.size(); ++answered_) answer(batch_[answered_]);
  clear_batch();
}

template <class Rules>
void entity<Rules>::refuse_batch(error why) {
  for (answered_ = 0; answered_ < batch_.size(); ++answered_) refuse(batch_[answered_], why);
  clear_batch();
}

template <class Rules>
void entity<Rules>::clear_batch() {
  metrics_.waiting().subtract(static_cast<std::int64_t>(batch_.size()));
  batch_.clear();
  answered_ = 0;
}

/// The items gathered in the meantime are the next batch.
template <class Rules>
void entity<Rules>::finish_round() {
  if (replays_ > 0) metrics_.replay_depth().observe(replays_);
  replays_ = pauses_ = 0;
  drop_round();
  if (!unfit_.empty()) unfit_.clear();
  stage_ = stage::ready;
  if (commit_asked_ && !turn_asked_) take_turn();
}

}  // namespace moim
