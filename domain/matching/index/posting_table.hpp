#pragma once

#include "domain/memory/slot_lists.hpp"

namespace moim {

/// A ticket's place in the order of age: smaller is older.
using age_rank = std::uint64_t;

/// Lists of tickets by key, each in order of age. A list of one, the most frequent, lies in the hash table
/// itself. Only the upper half of a key is kept, and keys alike in it share a list. So a list may hold a
/// ticket of another key, or a ticket twice: whoever reads it has to test them anyway.
class posting_table {
 public:
  /// The tickets under a key, the oldest first; valid until the next change.
  std::span<const slot> find(std::uint64_t key) const;
  /// Brings the key's place into the cache.
  void prefetch(std::uint64_t key) const { lists_by_tag_.prefetch(tag_of(key)); }
  void insert(std::uint64_t key, slot which, const slab<age_rank>& ages);
  void erase(std::uint64_t key, slot which, const slab<age_rank>& ages);
  std::size_t bytes() const { return lists_by_tag_.bytes() + lists_.bytes(); }
  void clear();
  /// Calls `visit(tag, slots)` for each tag of a key, in no order.
  template <class Visitor>
  void for_each(Visitor&& visit) const {
    for (const auto& each : lists_by_tag_.cells())
      if (each.number != tag_table::none) visit(each.tag, slots_of(each));
  }
  std::size_t tags() const { return lists_by_tag_.size(); }

 private:
  /// Set in the number of a list, not set in that of a single ticket.
  static constexpr std::uint32_t list_bit = std::uint32_t{1} << 31;
  std::span<const slot> slots_of(const tag_table::cell& of) const {
    if ((of.number & list_bit) == 0) return {&of.number, 1};
    return lists_.at(of.number & ~list_bit);
  }

  tag_table lists_by_tag_;
  slot_lists lists_;
};

}  // namespace moim
