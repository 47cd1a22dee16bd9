#pragma once

#include "actors/entity/entity.hpp"

/// How an entity comes into memory: its slices, and the log after the oldest of them.
namespace moim {

template <class Rules>
void entity<Rules>::load() {
  if (stage_ != stage::unloaded) return;
  metrics_.loads(id_.type).add();
  start_over();
}

template <class Rules>
void entity<Rules>::assume_new() {
  if (stage_ != stage::unloaded) return;
  assumed_new_ = true;
  confirmed_at_ = port_.now();
  on_loaded();
  stage_ = stage::ready;
}

/// Forgets the state and reads it from the log. Items stay: they are decided against what is found.
template <class Rules>
void entity<Rules>::start_over() {
  state_ = {};
  draft_.reset();
  draft_is_stale_ = true;
  head_ = {};
  snapshot_ = snapshot_plan{Rules::slices};
  load_began_ = std::chrono::steady_clock::now();
  read_on(stage::loading);
}

template <class Rules>
void entity<Rules>::on_loading(store::read_result result) {
  if (!result) return pause(task::load);
  if (is_forked(*result)) return start_over();
  if (!result->slices.empty() && result->slices.size() < Rules::slices) {
    without_snapshot_ = true;
    return read_on(stage::loading);
  }
  if (!restore(result->slices)) return;
  if (!apply_records(result->records)) return;
  // A snapshot of the newest version comes without that version's record, and so without its commit id.
  if (head_.version == result->now.version) head_ = result->now;
  if (head_ != result->now) return read_on(stage::loading);
  if (is_planted(planted_bug::keys_forgotten_on_restart)) forget_keys(state_);
  pauses_ = 0;
  confirmed_at_ = port_.now();
  if (forked_) on_forked();
  forked_ = without_snapshot_ = false;
  metrics_.load_duration(id_.type).observe(std::chrono::steady_clock::now() - load_began_);
  on_loaded();
  stage_ = stage::ready;
  begin_round();
}

/// Makes the state of a whole set of slices, if there is one; false if the entity has become unreadable.
template <class Rules>
bool entity<Rules>::restore(const std::vector<store::snapshot_slice>& slices) {
  if (slices.empty()) return true;
  auto saved = Rules::restored(slices);
  auto oldest =
      std::min_element(slices.begin(), slices.end(), [](const auto& a, const auto& b) { return a.as_of < b.as_of; });
  if (!saved) {
    become_unreadable(oldest->as_of, saved.error().why);
    return false;
  }
  state_ = std::move(*saved);
  head_.version = oldest->as_of;
  for (const auto& slice : slices) snapshot_.loaded(slice);
  return true;
}

}  // namespace moim
