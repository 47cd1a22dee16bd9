#pragma once

#include "domain/matching/heap_bytes.hpp"

#include <cstdint>
#include <vector>

namespace moim {

/// The tag of a 64-bit hash.
constexpr std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

/// A hash table of numbers by 32-bit tags: 8 bytes a cell, linear probing, no tombstones. Tags are in the order of
/// their cells, but for collisions, so that growing reads and writes memory from one end to the other; it grows by a
/// quarter, so that at most 12.5 bytes are spent on a number.
class tag_table {
 public:
  /// No number is as large as this.
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  struct cell {
    std::uint32_t tag = 0;
    std::uint32_t number = none;
  };

  /// Brings a tag's place into the cache.
  void prefetch(std::uint32_t tag) const {
    if (!cells_.empty()) __builtin_prefetch(&cells_[home(tag)]);
  }

  /// The first number of a tag for which `is_it(number)`, where it lies; nullptr if there is none. Valid until the next
  /// change.
  template <class Predicate>
  const cell* find(std::uint32_t tag, Predicate&& is_it) const {
    if (cells_.empty()) return nullptr;
    for (auto at = home(tag); cells_[at].number != none; at = next(at))
      if (cells_[at].tag == tag && is_it(cells_[at].number)) return &cells_[at];
    return nullptr;
  }
  const cell* find(std::uint32_t tag) const {
    return find(tag, [](std::uint32_t) { return true; });
  }

  void insert(std::uint32_t tag, std::uint32_t number) {
    if ((used_ + 1) * 5 > cells_.size() * 4) grow();
    put({tag, number});
    ++used_;
  }

  void set(const cell* found, std::uint32_t number) { cells_[index(found)].number = number; }

  /// Backward shift: a table that lived long is as fast as a new one.
  void erase(const cell* found) {
    auto gap = index(found);
    --used_;
    for (auto at = next(gap); cells_[at].number != none; at = next(at)) {
      if (distance(home(cells_[at].tag), at) < distance(gap, at)) continue;
      cells_[gap] = cells_[at];
      gap = at;
    }
    cells_[gap] = {};
  }

  /// Keeps some memory: a draft, which is emptied by each decision, is small again after a large one.
  void clear() {
    constexpr std::size_t cells_kept = 256;
    if (used_ > 0) cells_.assign(std::min(cells_.size(), cells_kept), cell{});
    used_ = 0;
  }

  std::size_t size() const { return used_; }
  std::size_t bytes() const { return vector_bytes(cells_); }
  /// In no order that means anything.
  const std::vector<cell>& cells() const { return cells_; }

 private:
  std::size_t home(std::uint32_t tag) const { return std::uint64_t{tag} * cells_.size() >> 32; }
  std::size_t next(std::size_t at) const { return at + 1 == cells_.size() ? 0 : at + 1; }
  std::size_t index(const cell* found) const { return static_cast<std::size_t>(found - cells_.data()); }
  std::size_t distance(std::size_t from, std::size_t to) const {
    return to >= from ? to - from : to + cells_.size() - from;
  }

  void put(cell what) {
    auto at = home(what.tag);
    while (cells_[at].number != none) at = next(at);
    cells_[at] = what;
  }

  void grow() {
    auto before = std::move(cells_);
    cells_.assign(std::max<std::size_t>(16, before.size() + before.size() / 4), cell{});
    for (const auto& each : before)
      if (each.number != none) put(each);
  }

  std::vector<cell> cells_;
  std::size_t used_ = 0;
};

}  // namespace moim
