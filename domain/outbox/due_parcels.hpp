#pragma once

#include "domain/declare/time.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace moim {

/// When a delivery is to be sent.
struct due_parcel {
  time_ms at = 0;
  std::uint64_t number = 0;
  auto operator<=>(const due_parcel&) const = default;
};

/// Deliveries by their times, the earliest first; of those of one time the one with the lowest number. Most come in the
/// order of their times, for what is made is sent at once, and again after the same pause: those lie in rows, and a
/// heap has the others.
class due_parcels {
 public:
  void add(const due_parcel& added) {
    for (auto& each : rows_)
      if (each.is_empty() || each.of.back() <= added) return each.of.push_back(added);
    heap_.push_back(added);
    std::push_heap(heap_.begin(), heap_.end(), std::greater{});
  }

  /// The first that counts; those before it are dropped.
  template <class Counts>
  std::optional<due_parcel> first(Counts&& counts) {
    std::optional<due_parcel> first;
    for (auto& each : rows_) {
      while (!each.is_empty() && !counts(each.front())) each.pop();
      if (!each.is_empty() && (!first || each.front() < *first)) first = each.front();
    }
    while (!heap_.empty() && !counts(heap_.front())) {
      std::pop_heap(heap_.begin(), heap_.end(), std::greater{});
      heap_.pop_back();
    }
    if (!heap_.empty() && (!first || heap_.front() < *first)) first = heap_.front();
    return first;
  }

 private:
  struct row {
    std::vector<due_parcel> of;
    std::size_t begin = 0;
    bool is_empty() const { return begin == of.size(); }
    const due_parcel& front() const { return of[begin]; }
    void pop() {
      if (++begin < of.size() && begin < 1'024) return;
      of.erase(of.begin(), of.begin() + static_cast<std::ptrdiff_t>(begin));
      begin = 0;
    }
  };

  /// What is made, what was sent once.
  std::array<row, 2> rows_;
  std::vector<due_parcel> heap_;
};

}  // namespace moim
