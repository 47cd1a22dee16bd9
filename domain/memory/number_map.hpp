#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace moim {

/// Values by numbers that grow: what is added has nearly always the highest number, and goes from the front nearly in
/// the same order. One piece of memory, no node for each; what goes from the middle leaves a gap until the front has
/// come so far, or half of it is gaps. Iterators and references are valid until the next change.
template <class Value>
class number_map {
  struct cell {
    std::uint64_t number = 0;
    std::optional<Value> value;
  };

 public:
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  /// The value, and whether it is new; what is there stays as it is.
  std::pair<Value*, bool> try_emplace(std::uint64_t number) {
    auto at = cells_.end();
    if (first_ < cells_.size() && cells_.back().number >= number) at = place_of(number);
    if (at != cells_.end() && at->number == number) {
      bool is_new = !at->value;
      if (is_new) at->value.emplace(), ++size_;
      return {&*at->value, is_new};
    }
    ++size_;
    auto made = cells_.insert(at, cell{number, Value{}});
    return {&*made->value, true};
  }

  Value* find(std::uint64_t number) {
    auto at = place_of(number);
    return at != cells_.end() && at->number == number && at->value ? &*at->value : nullptr;
  }
  const Value* find(std::uint64_t number) const { return const_cast<number_map*>(this)->find(number); }
  /// Has to be there.
  Value& at(std::uint64_t number) { return *find(number); }
  const Value& at(std::uint64_t number) const { return *find(number); }
  /// Of the lowest number; there has to be one.
  const Value& front() const { return *cells_[first_].value; }

  void erase(std::uint64_t number) {
    auto at = place_of(number);
    if (at == cells_.end() || at->number != number || !at->value) return;
    at->value.reset();
    --size_;
    while (first_ < cells_.size() && !cells_[first_].value) ++first_;
    if (cells_.size() > 2 * size_ + 8) drop_gaps();
  }

 private:
  using place = typename std::vector<cell>::iterator;

  place place_of(std::uint64_t number) {
    return std::lower_bound(cells_.begin() + static_cast<std::ptrdiff_t>(first_), cells_.end(), number,
                            [](const cell& each, std::uint64_t wanted) { return each.number < wanted; });
  }
  void drop_gaps() {
    std::erase_if(cells_, [](const cell& each) { return !each.value; });
    first_ = 0;
  }

  std::vector<cell> cells_;
  /// The cells before it are gaps.
  std::size_t first_ = 0;
  std::size_t size_ = 0;
};

}  // namespace moim
