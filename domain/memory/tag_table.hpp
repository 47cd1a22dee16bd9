#pragma once

#include "domain/memory/heap_bytes.hpp"

#include <cstdint>
#include <vector>

namespace moim {

/// The tag of a 64-bit hash.
constexpr std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

/// A hash table of numbers by 32-bit tags: 8 bytes a cell, linear probing, no tombstones. Its cells are in the order of
/// their tags (Amble and Knuth 1974): a search ends where its tag would be, and growing reads and writes memory from
/// one end to the other. It grows by a quarter, so that at most 12.5 bytes are spent on a number.
class tag_table {
 public:
  /// No number is as large as this.
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  /// An empty one ends every search: no tag is larger than its.
  struct cell {
    std::uint32_t tag = ~std::uint32_t{0};
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
    for (const auto* at = first_of(tag); at->tag == tag && at->number != none; ++at)
      if (is_it(at->number)) return at;
    return nullptr;
  }
  const cell* find(std::uint32_t tag) const {
    return find(tag, [](std::uint32_t) { return true; });
  }

  void insert(std::uint32_t tag, std::uint32_t number) {
    if ((used_ + 1) * 5 > homes_ * 4) grow();
    auto at = index(first_of(tag));
    cell passed_on{tag, number};
    for (; cells_[at].number != none; ++at) std::swap(cells_[at], passed_on);
    cells_[at] = passed_on;
    keep_end(at);
    ++used_;
  }

  void set(const cell* found, std::uint32_t number) { cells_[index(found)].number = number; }

  void erase(const cell* found) {
    auto at = index(found);
    for (; cells_[at + 1].number != none && home(cells_[at + 1].tag) <= at; ++at) cells_[at] = cells_[at + 1];
    cells_[at] = {};
    --used_;
  }

  /// Keeps some memory: a draft, which is emptied by each decision, is small again after a large one.
  void clear() {
    constexpr std::size_t homes_kept = 256;
    if (used_ > 0) start(std::min(homes_, homes_kept));
  }

  std::size_t size() const { return used_; }
  std::size_t bytes() const { return vector_bytes(cells_); }
  /// In no order that means anything.
  const std::vector<cell>& cells() const { return cells_; }

 private:
  std::size_t home(std::uint32_t tag) const { return std::uint64_t{tag} * homes_ >> 32; }
  std::size_t index(const cell* found) const { return static_cast<std::size_t>(found - cells_.data()); }
  const cell* first_of(std::uint32_t tag) const {
    const auto* at = &cells_[home(tag)];
    while (at->tag < tag) ++at;
    return at;
  }

  void start(std::size_t homes) {
    homes_ = homes;
    cells_.assign(homes + spare, cell{});
    used_ = 0;
  }

  /// The last cell stays empty.
  void keep_end(std::size_t used) {
    if (used + 1 < cells_.size()) return;
    cells_.reserve(cells_.size() + spare);
    cells_.resize(cells_.size() + spare);
  }

  void grow() {
    auto before = std::move(cells_);
    auto used = used_;
    start(std::max<std::size_t>(16, homes_ + homes_ / 4));
    used_ = used;
    std::size_t next = 0;
    for (const auto& each : before) {
      if (each.number == none) continue;
      next = std::max(next, home(each.tag));
      cells_[next] = each;
      keep_end(next++);
    }
  }

  /// Cells behind the last home, for entries that insertions have moved on.
  static constexpr std::size_t spare = 32;

  std::vector<cell> cells_;
  std::size_t homes_ = 0;
  std::size_t used_ = 0;
};

}  // namespace moim
