#include "domain/memory/timer_heap.hpp"

namespace moim {

void timer_heap::set(slot which, time_ms due, std::uint64_t rank) {
  while (places_.size() <= which) places_.push() = nowhere;
  if (places_[which] == nowhere) {
    heap_.push() = {due, rank, which};
    up(heap_.size() - 1);
    return;
  }
  auto at = places_[which] - 1;
  bool earlier = due < heap_[at].due;
  heap_[at].due = due;
  earlier ? up(at) : down(at);
}

void timer_heap::remove(slot which) {
  if (which >= places_.size() || places_[which] == nowhere) return;
  std::size_t at = places_[which] - 1;
  places_[which] = nowhere;
  auto last = heap_[heap_.size() - 1];
  heap_.pop();
  if (at == heap_.size()) return;
  put(at, last);
  up(at);
  down(places_[last.which] - 1);
}

void timer_heap::up(std::size_t at) {
  auto what = heap_[at];
  while (at > 0 && what.is_before(heap_[(at - 1) / 2])) {
    put(at, heap_[(at - 1) / 2]);
    at = (at - 1) / 2;
  }
  put(at, what);
}

void timer_heap::down(std::size_t at) {
  auto what = heap_[at];
  while (2 * at + 1 < heap_.size()) {
    auto child = 2 * at + 1;
    if (child + 1 < heap_.size() && heap_[child + 1].is_before(heap_[child])) ++child;
    if (!heap_[child].is_before(what)) break;
    put(at, heap_[child]);
    at = child;
  }
  put(at, what);
}

}  // namespace moim
