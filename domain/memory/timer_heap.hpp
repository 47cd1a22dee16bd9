#pragma once

#include "domain/declare/time.hpp"
#include "domain/memory/slot_lookup.hpp"

#include <algorithm>
#include <optional>

namespace moim {

/// When each ticket of a pool has to be looked at next: a binary heap that knows where each ticket lies in it.
class timer_heap {
 public:
  /// Sets a ticket's time, for the first time or again.
  void set(slot which, time_ms due);
  void remove(slot which);
  bool empty() const { return heap_.size() == 0; }
  time_ms earliest() const { return heap_[0].due; }
  /// Calls `visit(slot)` for each that is due at `now`; in no order, without changing anything.
  template <class Visitor>
  void for_each_due(time_ms now, Visitor&& visit, std::size_t at = 0) const {
    if (at >= heap_.size() || heap_[at].due > now) return;
    visit(heap_[at].which);
    for_each_due(now, visit, 2 * at + 1);
    for_each_due(now, visit, 2 * at + 2);
  }
  /// The first time after `now` of those tickets that count; nothing if there is none.
  template <class Counts>
  std::optional<time_ms> earliest_after(time_ms now, Counts&& counts, std::size_t at = 0) const {
    if (at >= heap_.size()) return std::nullopt;
    if (heap_[at].due > now && counts(heap_[at].which)) return heap_[at].due;
    auto left = earliest_after(now, counts, 2 * at + 1);
    auto right = earliest_after(now, counts, 2 * at + 2);
    if (!left || !right) return left ? left : right;
    return std::min(*left, *right);
  }
  std::size_t bytes() const { return heap_.bytes() + places_.bytes(); }

 private:
  static constexpr std::uint32_t nowhere = 0;
  struct entry {
    time_ms due = 0;
    slot which = 0;
  };
  void up(std::size_t at);
  void down(std::size_t at);
  void put(std::size_t at, entry what) {
    heap_[at] = what;
    places_[what.which] = static_cast<std::uint32_t>(at) + 1;
  }

  slab<entry> heap_;
  /// The place in the heap plus one.
  slab<std::uint32_t> places_;
};

}  // namespace moim
