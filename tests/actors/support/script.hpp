#pragma once

#include "store/fault_source.hpp"

#include <deque>
#include <functional>
#include <stdexcept>
#include <vector>

namespace moim::bench {

/// Faults as a test writes them down, one for each call; what is not written down goes well.
class script final : public store::fault_source {
 public:
  std::deque<store::append_plan> appends;
  std::deque<store::call_plan> reads;
  /// Run before the append of that turn is executed: what another node does in between.
  std::deque<std::function<void()>> meanwhile;
  bool follows_are_dead = false;
  /// Below the watermark of free space: whatever writes is refused, and a confirmation is not.
  bool disk_is_full = false;
  /// So many appends throw: a bug in whatever the entity calls.
  unsigned appends_that_throw = 0;

  /// All that were asked for.
  std::vector<store::append_request> append_calls;
  std::vector<store::read_request> read_calls;

  store::append_plan next_append(const store::append_request& request) override {
    if (appends_that_throw > 0) {
      --appends_that_throw;
      throw std::runtime_error{"planned"};
    }
    append_calls.push_back(request);
    if (auto act = take(meanwhile)) act();
    bool writes = !request.record.empty() || request.wake || request.card || request.snapshot;
    if (disk_is_full && writes) return {store::append_fault::refused, store::refusal::storage_full, 0, 0, 0};
    return take(appends);
  }
  store::call_plan next_read(const store::read_request& request) override {
    read_calls.push_back(request);
    return take(reads);
  }
  bool next_follow_is_dead(const entity_id&) override { return follows_are_dead; }

  /// How many of the appends had a record: the others only confirmed.
  std::size_t records_sent() const {
    std::size_t count = 0;
    for (const auto& each : append_calls) count += !each.record.empty();
    return count;
  }

 private:
  template <class Plan>
  static Plan take(std::deque<Plan>& plans) {
    if (plans.empty()) return {};
    auto next = std::move(plans.front());
    plans.pop_front();
    return next;
  }
};

}  // namespace moim::bench
