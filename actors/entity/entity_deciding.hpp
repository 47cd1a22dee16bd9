#pragma once

#include "actors/entity/entity.hpp"

/// What a round decides: what is due, what the entity has to say itself, and its items, each against what those before
/// it led to.
namespace moim {

template <class Rules>
void entity<Rules>::decide_batch(time_ms now) {
  auto started = std::chrono::steady_clock::now();
  if constexpr (Rules::in_place) {
    if (auto due_at = Rules::next_wake(state_, now); due_at && *due_at <= now)
      metrics_.wake_up_lateness().observe(std::chrono::milliseconds{now - *due_at});
    if (!round_.only_confirms) {
      add_own_events(state_, now, round_.events);
      if (!decide_together(batch_, state_, now, round_.events)) put_batch_back();
    }
  } else {
    events fresh;
    if (!round_.only_confirms) {
      if (!decide_due(now)) put_batch_back();
      add_own_events(working(), now, fresh);
      stage_events(fresh, now);
    }
    for (auto& item : batch_) {
      fresh.clear();
      decide(item, is_planted(planted_bug::batch_decided_apart) ? state_ : working(), now, fresh);
      stage_events(fresh, now);
    }
  }
  metrics_.decide_duration().observe(std::chrono::steady_clock::now() - started);
}

/// Decides what is due, one by one in the order of time, each against the state that the one before left (rule 9).
/// False if more is due than fits into a commit.
template <class Rules>
bool entity<Rules>::decide_due(time_ms now) {
  if constexpr (!Rules::in_place) {
    for (std::size_t decided = 0; auto next = Rules::next_due(working()); ++decided) {
      if (next->at > now) return true;
      if (decided == limits_.max_due) return false;
      metrics_.wake_up_lateness().observe(std::chrono::milliseconds{now - next->at});
      events one;
      one.push_back(std::move(next->event));
      stage_events(one, now);
    }
  }
  return true;
}

/// What is due comes before what is asked for: the commands wait for the next commit.
template <class Rules>
void entity<Rules>::put_batch_back() {
  round_.put_back = batch_.size();
  waiting_.insert(waiting_.begin(), std::make_move_iterator(batch_.begin()), std::make_move_iterator(batch_.end()));
  batch_.clear();
  count_deliveries();
  commit_asked_ = true;
}

/// Later items of the batch see what earlier ones did; `state_` stays as it is on disk.
template <class Rules>
void entity<Rules>::stage_events(events& fresh, time_ms now) {
  if (fresh.empty()) return;
  if (draft_is_stale_) draft_ = state_;
  draft_is_stale_ = false;
  commit_stamp stamp{head_.version + 1, now};
  auto take = [this](auto& owed) { bring(owed); };
  if constexpr (requires { Rules::settle(*draft_, fresh, stamp, round_.events.size(), take); })
    Rules::settle(*draft_, fresh, stamp, round_.events.size(), take);
  else
    for (const auto& event : fresh) Rules::apply(*draft_, event, stamp);
  if (round_.events.empty() && batch_.size() <= 1) return std::swap(round_.events, fresh);
  if (round_.events.empty()) round_.events.reserve(fresh.size() * batch_.size());
  round_.events.insert(round_.events.end(), std::make_move_iterator(fresh.begin()),
                       std::make_move_iterator(fresh.end()));
}

}  // namespace moim
