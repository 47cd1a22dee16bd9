#pragma once

#include "actors/entity/entity.hpp"

/// What an entity does when its log has moved, does not answer, or cannot be read (design, rules 1 and 3).
namespace moim {

template <class Rules>
void entity<Rules>::read_on(stage reading) {
  assumed_new_ = false;
  at_least_ = 0;
  stage_ = reading;
  tick_by(port_.machine_now() + limits_.sweep_every);
  store::read_request request;
  request.entity = id_;
  // Read our head's record once more: it tells whether this is still the same log (rule 1). Only a load can
  // begin with a snapshot.
  if (head_.version > 0) request.after = head_.version - 1;
  if (head_.version == 0 && (reading != stage::loading || without_snapshot_)) request.after = 0;
  port_.read(0, std::move(request));
  ++store_calls_;
}

template <class Rules>
void entity<Rules>::on_read(read_tag tag, store::read_result result) {
  if (tag != 0) return on_own_read(tag, std::move(result));
  --store_calls_;
  if (stage_ == stage::failed) return recover_for_others();
  if (!result && result.error() == store::read_failure::damaged) return on_damaged();
  if (stage_ == stage::loading) return on_loading(std::move(result));
  if (stage_ == stage::catching_up) return on_catching_up(std::move(result));
  if (stage_ == stage::resolving) return on_resolving(std::move(result));
}

/// A read begins at our head, so its first record must be our head. A log that has forgotten it is forked.
template <class Rules>
bool entity<Rules>::is_forked(const store::log_piece& piece) const {
  if (head_.version == 0) return stage_ != stage::loading && piece.forgotten > 0;
  if (piece.now.version < head_.version || piece.forgotten >= head_.version) return true;
  return !piece.records.empty() &&
         (piece.records.front().version != head_.version || piece.records.front().commit != head_.commit);
}

/// Applies what follows the head; false if the entity has become unreadable.
template <class Rules>
bool entity<Rules>::apply_records(const std::vector<store::stored_record>& records) {
  for (const auto& record : records) {
    if (record.version != head_.version + 1) continue;
    auto read = store::decode_commit<event_type>(record.bytes);
    if (!read) {
      become_unreadable(record.version, read.error().why);
      return false;
    }
    draft_is_stale_ = true;
    // Whoever began the log may have set its wake-up.
    if (head_.version == 0 && stage_ != stage::loading) wake_.forget();
    // What rode here was decided by somebody else's clock (rule 8).
    auto at = std::max(state_.last_at, read->at);
    for (const auto& event : read->events) Rules::apply(state_, event, {record.version, at});
    state_.last_at = at;
    head_ = {record.version, record.commit};
    snapshot_.appended(record.bytes.size());
    if (stage_ != stage::loading && !is_planted(planted_bug::missed_not_published)) on_happened(read->events, false);
  }
  return true;
}

template <class Rules>
void entity<Rules>::on_conflict(const store::conflict& lost) {
  // The entity missed nothing: it was never loaded.
  if (assumed_new_) return start_over();
  // Records whose first is our head's successor tell that our head is in the log.
  bool follows = !lost.missed.empty() && lost.missed.front().version == head_.version + 1;
  if (follows && !apply_records(lost.missed)) return;
  if (head_ == lost.now) return replay_batch();
  read_on(stage::catching_up);
}

template <class Rules>
void entity<Rules>::on_catching_up(store::read_result result) {
  if (!result) return pause(task::catch_up);
  if (is_forked(*result)) {
    forked_ = true;
    return start_over();
  }
  if (!apply_records(result->records)) return;
  if (head_ != result->now) return read_on(stage::catching_up);
  confirmed_at_ = port_.machine_now();
  // Without a round a hint led here, and nobody waits for a decision.
  round_.commit == 0 ? finish_round() : replay_batch();
}

/// Decides the same items against the newer state: the whole of an optimistic lock.
template <class Rules>
void entity<Rules>::replay_batch(errc given_up) {
  // A round that only confirmed has done its work, since what others appended is applied.
  if (batch_.empty() && round_.events.empty() && !wake_.must_rewrite()) return finish_round();
  metrics_.replays().add();
  if (++replays_ > limits_.max_replays) {
    refuse_batch({given_up, {}, 100});
    return finish_round();
  }
  if (is_planted(planted_bug::replayed_on_old_state) && !round_.events.empty()) return send_round();
  if (replays_ <= 2) {
    stage_ = stage::ready;
    return begin_round();
  }
  pause(task::decide);
}

template <class Rules>
void entity<Rules>::on_moved(const head& now) {
  if (now == head_) return;
  if (stage_ == stage::ready) return read_on(stage::catching_up);
  commit_asked_ = true;
}

template <class Rules>
void entity<Rules>::on_unknown() {
  if (round_.events.empty()) return replay_batch(errc::unavailable);
  if (is_planted(planted_bug::unknown_taken_as_done)) return answer_batch(), replay_batch();
  if (is_planted(planted_bug::unknown_taken_as_refused)) return refuse_batch({errc::not_host}), replay_batch();
  metrics_.unknown_open().add();
  read_on(stage::resolving);
}

template <class Rules>
void entity<Rules>::on_resolving(store::read_result result) {
  if (!result) return pause(task::resolve);
  if (is_forked(*result)) {
    metrics_.unknown_open().subtract();
    forked_ = true;
    return start_over();
  }
  auto& records = result->records;
  auto next =
      std::find_if(records.begin(), records.end(), [&](const auto& r) { return r.version == head_.version + 1; });
  if (next == records.end()) return fence();
  if (next->commit == round_.commit) {
    round_committed({{next->version, next->commit}});
    drop_round();
  }
  // Only now: until here an exception must still count the append as unknown.
  metrics_.unknown_open().subtract();
  stage_ = stage::catching_up;
  if (!apply_records(records)) return;
  if (head_ != result->now) return read_on(stage::catching_up);
  batch_.empty() ? finish_round() : replay_batch();
}

/// Moves the head past where the lost append expected it: then it can never land.
template <class Rules>
void entity<Rules>::fence() {
  stage_ = stage::fencing;
  metrics_.fences().add();
  std::vector<event_type> events{fenced{}};
  fence_at_ = time_to_decide();
  store::append_request append;
  append.entity = id_;
  append.expected = head_;
  append.commit = new_commit_id();
  append.record = store::encode_commit<event_type>(fence_at_, events);
  tick_by(port_.machine_now() + limits_.sweep_every);
  send(std::move(append));
}

template <class Rules>
void entity<Rules>::on_fence(store::append_result result) {
  if (auto* landed = std::get_if<store::committed>(&result)) {
    events happened{fenced{}};
    draft_is_stale_ = true;
    Rules::apply(state_, happened.front(), {landed->now.version, fence_at_});
    head_ = landed->now;
    on_happened(happened, true);
    metrics_.unknown_open().subtract();
    return replay_batch();
  }
  if (std::holds_alternative<store::conflict>(result)) return read_on(stage::resolving);
  pause(task::resolve);
}

/// Waits before the next try: longer each time, and at random, so that those who collided do not collide again.
template <class Rules>
void entity<Rules>::pause(task then) {
  ++pauses_;
  auto longest = std::min<time_ms>(limits_.max_retry, time_ms{4} << std::min(pauses_, 12u));
  stage_ = stage::pausing;
  after_pause_ = then;
  pause_until_ = port_.machine_now() + 1 + static_cast<time_ms>(port_.random() % static_cast<std::uint64_t>(longest));
  tick_by(pause_until_);
}

template <class Rules>
void entity<Rules>::resume_after_pause() {
  switch (after_pause_) {
    case task::load:
      return read_on(stage::loading);
    case task::catch_up:
      return read_on(stage::catching_up);
    case task::resolve:
      return read_on(stage::resolving);
    case task::decide:
      stage_ = stage::ready;
      return begin_round();
  }
}

/// Asking again does not help. (A client that resumes gets a snapshot if its own read is damaged.)
template <class Rules>
void entity<Rules>::on_damaged() {
  if (stage_ == stage::resolving) {
    metrics_.unknown_open().subtract();
    // Nobody can find out whether the lost append has landed, so this is no refusal (rule 3).
    refuse_batch({errc::outcome_unknown});
    drop_round();
  }
  become_unreadable(head_.version + 1, "its bytes on disk are damaged");
}

template <class Rules>
void entity<Rules>::become_unreadable(version at, const std::string& why) {
  stage_ = stage::unreadable;
  wake_up_over();
  metrics_.unreadable(id_.type).add();
  port_.report_unreadable(at, why);
  refuse_batch({errc::entity_unreadable});
  batch_.swap(waiting_);
  deliveries_waiting_ = 0;
  refuse_batch({errc::entity_unreadable});
  tick_by(port_.machine_now() + limits_.rest_after);
}

}  // namespace moim
