#pragma once

#include "actors/entity/entity.hpp"

/// How an entity comes into memory: its slices, and the log after the oldest of them.
namespace moim {

template <class Rules>
bool entity<Rules>::is_loaded() const {
  bool to_load = stage_ == stage::pausing && after_pause_ == task::load;
  return stage_ != stage::unloaded && stage_ != stage::loading && stage_ != stage::unreadable &&
         stage_ != stage::failed && !to_load;
}

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
  wake_.begin();
  confirmed_at_ = port_.machine_now();
  on_loaded();
  stage_ = stage::ready;
}

/// Forgets the state and reads it from the log. Items stay: they are decided against the state read.
template <class Rules>
void entity<Rules>::start_over() {
  state_ = {};
  draft_.reset();
  draft_is_stale_ = true;
  head_ = {};
  loading_.reset();
  wake_.forget();
  snapshot_ = snapshot_plan{Rules::slices};
  load_began_ = std::chrono::steady_clock::now();
  read_on(stage::loading);
}

template <class Rules>
void entity<Rules>::on_loading(store::read_result result) {
  if (!result) {
    // It will come again; others need not wait for it.
    wake_up_over();
    return pause(task::load);
  }
  if (is_forked(*result)) return start_over();
  if (!result->slices.empty() && result->slices.size() < Rules::slices) {
    without_snapshot_ = true;
    return read_on(stage::loading);
  }
  if (result->slices.empty()) return finish_loading(*result);
  auto& slices = result->slices;
  auto oldest =
      std::min_element(slices.begin(), slices.end(), [](const auto& a, const auto& b) { return a.as_of < b.as_of; });
  head_.version = oldest->as_of;
  for (const auto& slice : slices) snapshot_.loaded(slice);
  loading_.emplace(std::exchange(slices, {}));
  read_with_slices_ = std::move(*result);
  load_on();
}

/// Builds the state from the slices: a large one in several turns, so that others get theirs in between.
template <class Rules>
void entity<Rules>::load_on() {
  auto done = loading_->step();
  if (done && !*done) return ask_turn();
  if (done) state_ = loading_->take();
  loading_.reset();
  auto rest = std::exchange(read_with_slices_, {});
  done ? finish_loading(rest) : become_unreadable(head_.version, done.error().why);
}

/// Applies what the log has after the slices, and reads on until there is no more.
template <class Rules>
void entity<Rules>::finish_loading(const store::log_piece& rest) {
  if (!apply_records(rest.records)) return;
  // A snapshot of the newest version comes without that version's record, and so without its commit id.
  if (head_.version == rest.now.version) head_ = rest.now;
  if (head_ != rest.now) return read_on(stage::loading);
  if (is_planted(planted_bug::keys_forgotten_on_restart)) forget_keys(state_);
  pauses_ = 0;
  if (head_.version == 0) wake_.begin();
  confirmed_at_ = port_.machine_now();
  if (forked_) on_forked();
  forked_ = without_snapshot_ = false;
  metrics_.load_duration(id_.type).observe(std::chrono::steady_clock::now() - load_began_);
  on_loaded();
  stage_ = stage::ready;
  begin_round();
}

}  // namespace moim
