#pragma once

#include "domain/declare/time.hpp"
#include "domain/memory/slot_lookup.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace moim {

/// When each ticket of a pool has to be looked at next: a binary heap that knows where each ticket lies in it.
class timer_heap {
 public:
  class due_walk;

  /// Sets a ticket's time, for the first time or again. Of those with one time, who has the lower rank comes first; a
  /// ticket keeps its rank.
  void set(slot which, time_ms due, std::uint64_t rank);
  void remove(slot which);
  bool empty() const { return heap_.size() == 0; }
  time_ms earliest() const { return heap_[0].due; }
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
    std::uint64_t rank = 0;
    slot which = 0;
    bool is_before(const entry& other) const { return due != other.due ? due < other.due : rank < other.rank; }
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

/// Those that are due at a time, one by one: by their times, then by their ranks. The heap must not change meanwhile. A
/// step costs the logarithm of the steps before it, however much is due.
class timer_heap::due_walk {
 public:
  due_walk(const timer_heap& through, time_ms now) : heap_(through.heap_), now_(now) { reach(0); }

  bool is_over() const { return reached_.empty(); }
  /// The next one, unless the walk is over.
  slot which() const { return heap_[reached_.front()].which; }
  time_ms due() const { return heap_[reached_.front()].due; }
  void step() {
    auto at = reached_.front();
    std::pop_heap(reached_.begin(), reached_.end(), is_later{heap_});
    reached_.pop_back();
    reach(2 * at + 1);
    reach(2 * at + 2);
  }
  /// Calls `visit(slot)` for each that the walk has still to come to, in no order.
  template <class Visitor>
  void for_each_left(Visitor&& visit) const {
    for (auto at : reached_) for_each_below(at, visit);
  }

 private:
  /// The order of `reached_`: a heap whose front is the earliest.
  struct is_later {
    const slab<entry>& heap;
    bool operator()(std::size_t a, std::size_t b) const { return heap[b].is_before(heap[a]); }
  };
  void reach(std::size_t at) {
    if (at >= heap_.size() || heap_[at].due > now_) return;
    reached_.push_back(at);
    std::push_heap(reached_.begin(), reached_.end(), is_later{heap_});
  }
  template <class Visitor>
  void for_each_below(std::size_t at, Visitor& visit) const {
    if (at >= heap_.size() || heap_[at].due > now_) return;
    visit(heap_[at].which);
    for_each_below(2 * at + 1, visit);
    for_each_below(2 * at + 2, visit);
  }

  const slab<entry>& heap_;
  time_ms now_;
  /// Places in the heap: all that is left is there or below. The next one is in front.
  std::vector<std::size_t> reached_;
};

}  // namespace moim
