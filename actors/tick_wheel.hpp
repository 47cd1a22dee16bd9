#pragma once

#include "domain/declare/time.hpp"

#include <caf/actor.hpp>

#include <map>
#include <mutex>
#include <vector>

namespace moim {

/// The ticks that a node's entities have asked for, in slots of 50 ms. One clock for all of them: a delayed message of
/// CAF's wakes its clock thread each time, which cost a quarter of the CPU of a busy node.
class tick_wheel {
 public:
  static constexpr time_ms slot_ms = 50;

  /// `to` is ticked at `due` or up to a slot later. Safe from any thread.
  void add(time_ms due, caf::actor to) {
    std::lock_guard lock{mutex_};
    slots_[due / slot_ms + 1].push_back(std::move(to));
  }

  /// Everybody whose time has come, in the order of the slots.
  std::vector<caf::actor> take_due(time_ms now) {
    std::lock_guard lock{mutex_};
    std::vector<caf::actor> due;
    while (!slots_.empty() && slots_.begin()->first <= now / slot_ms) {
      auto& slot = slots_.begin()->second;
      due.insert(due.end(), std::make_move_iterator(slot.begin()), std::make_move_iterator(slot.end()));
      slots_.erase(slots_.begin());
    }
    return due;
  }

  void clear() {
    std::lock_guard lock{mutex_};
    slots_.clear();
  }

 private:
  std::mutex mutex_;
  std::map<time_ms, std::vector<caf::actor>> slots_;
};

}  // namespace moim
