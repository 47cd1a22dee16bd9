#pragma once

#include "domain/matching/slab.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace moim {

/// Where a ticket lies in a table.
using slot = std::uint32_t;
/// A ticket's place in the order of age: smaller is older.
using age_rank = std::uint64_t;

/// Lists of tickets by key, each list in order of age. A list of one, the most frequent, lies in the hash table itself.
class posting_table {
 public:
  posting_table();

  /// The tickets under a key, the oldest first; valid until the next change.
  std::span<const slot> find(std::uint64_t key) const;
  /// Brings the key's place into the cache.
  void prefetch(std::uint64_t key) const { __builtin_prefetch(&cells_[key & mask_]); }
  void insert(std::uint64_t key, slot which, const slab<age_rank>& ages);
  void erase(std::uint64_t key, slot which, const slab<age_rank>& ages);
  std::size_t bytes() const;
  void clear();
  /// Calls `visit(key, slots)` for each key, in no order.
  template <class Visitor>
  void for_each(Visitor&& visit) const {
    for (const auto& each : cells_)
      if (each.count > 0) visit(each.key, slots_of(each));
  }
  std::size_t keys() const { return used_; }

 private:
  struct cell {
    std::uint64_t key = 0;
    std::uint32_t count = 0;
    /// The only ticket, or the number of the list.
    std::uint32_t at = 0;
  };
  struct list {
    std::vector<slot> slots;
    std::uint32_t begin = 0;
  };

  std::span<const slot> slots_of(const cell& of) const;
  std::size_t place_of(std::uint64_t key) const;
  void grow();
  void drop_cell(std::size_t place);
  std::uint32_t new_list();

  std::vector<cell> cells_;
  std::uint64_t mask_ = 0;
  std::size_t used_ = 0;
  std::vector<list> lists_;
  std::vector<std::uint32_t> free_lists_;
};

}  // namespace moim
