#pragma once

#include "domain/matching/posting_table.hpp"

#include <optional>

namespace moim {

/// Finds tickets by an id that lies in the ticket itself: 8 bytes an entry, linear probing, no tombstones.
class slot_lookup {
 public:
  void insert(std::uint64_t hash, slot which) {
    if ((used_ + 1) * 4 > cells_.size() * 3) grow();
    put({tag_of(hash), which + 1});
    ++used_;
  }

  /// The first of that hash for which `is_it(slot)`.
  template <class Predicate>
  std::optional<slot> find(std::uint64_t hash, Predicate&& is_it) const {
    if (cells_.empty()) return std::nullopt;
    auto tag = tag_of(hash);
    for (auto at = tag & mask(); cells_[at].next != 0; at = (at + 1) & mask())
      if (cells_[at].tag == tag && is_it(cells_[at].next - 1)) return cells_[at].next - 1;
    return std::nullopt;
  }

  void erase(std::uint64_t hash, slot which) {
    if (cells_.empty()) return;
    auto tag = tag_of(hash);
    auto at = tag & mask();
    while (cells_[at].next != 0 && (cells_[at].tag != tag || cells_[at].next != which + 1)) at = (at + 1) & mask();
    if (cells_[at].next == 0) return;
    --used_;
    for (auto next = (at + 1) & mask(); cells_[next].next != 0; next = (next + 1) & mask()) {
      if (((next - cells_[next].tag) & mask()) < ((next - at) & mask())) continue;
      cells_[at] = cells_[next];
      at = next;
    }
    cells_[at] = {};
  }

  std::size_t bytes() const { return cells_.capacity() * sizeof(cell); }

 private:
  struct cell {
    std::uint32_t tag = 0;
    /// The slot plus one; 0 is an empty cell.
    std::uint32_t next = 0;
  };
  static std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }
  std::uint32_t mask() const { return static_cast<std::uint32_t>(cells_.size() - 1); }

  void put(cell what) {
    auto at = what.tag & mask();
    while (cells_[at].next != 0) at = (at + 1) & mask();
    cells_[at] = what;
  }

  void grow() {
    auto before = std::move(cells_);
    cells_.assign(before.empty() ? 16 : before.size() * 2, cell{});
    for (const auto& each : before)
      if (each.next != 0) put(each);
  }

  std::vector<cell> cells_;
  std::size_t used_ = 0;
};

}  // namespace moim
