#pragma once

#include "domain/memory/slot_lookup.hpp"

#include <compare>

namespace moim {

/// What slots are ordered by: smaller is earlier.
struct slot_key {
  std::uint64_t major = 0;
  std::uint64_t minor = 0;
  auto operator<=>(const slot_key&) const = default;
};

/// Slots in the order of their keys, those of the same key by their number: a B-tree of two levels. A million of them
/// are some thousand blocks, so that a search is two binary searches in memory that is mostly in the cache, and a
/// change moves half a block. No slot is twice under one key.
class ordered_slots {
 public:
  /// Where an entry lies; valid until the next change.
  struct position {
    std::size_t block = 0;
    std::size_t at = 0;
    bool operator==(const position&) const = default;
  };

  void insert(const slot_key& key, slot which);
  /// The entry must be there.
  void erase(const slot_key& key, slot which);

  position begin() const { return {0, 0}; }
  position end() const { return {blocks_.size(), 0}; }
  /// The first entry whose key is not less.
  position lower_bound(const slot_key& key) const { return find(key, 0); }
  /// The first entry whose key is greater.
  position upper_bound(const slot_key& key) const {
    auto next = key;
    if (++next.minor == 0 && ++next.major == 0) return end();
    return lower_bound(next);
  }
  position next(position of) const {
    if (++of.at < blocks_[of.block].keys.size()) return of;
    return {of.block + 1, 0};
  }
  const slot_key& key(const position& of) const { return blocks_[of.block].keys[of.at]; }
  slot at(const position& of) const { return blocks_[of.block].slots[of.at]; }
  const slot_key& last_key() const { return blocks_.back().keys.back(); }

  std::size_t size() const { return size_; }
  /// About how many entries lie between two positions: exact within a block, beyond that by how full blocks are on
  /// average.
  std::size_t between(const position& from, const position& to) const;
  std::size_t bytes() const;

 private:
  /// More make searches cheaper and changes dearer.
  static constexpr std::size_t max_in_block = 512;
  /// A block of fewer is joined with its neighbour, if both fit with room to grow.
  static constexpr std::size_t few_in_block = max_in_block / 4;

  struct entry {
    slot_key key;
    slot which = 0;
    auto operator<=>(const entry&) const = default;
  };
  struct block {
    std::vector<slot_key> keys;
    std::vector<slot> slots;
  };

  std::size_t block_for(const entry& wanted) const;
  static std::size_t place_in(const block& in, const entry& wanted);
  position find(const slot_key& key, slot which) const;
  void split(std::size_t index, bool at_end);
  void join_if_few(std::size_t index);
  void see_first(std::size_t index) { firsts_[index] = {blocks_[index].keys.front(), blocks_[index].slots.front()}; }

  std::vector<entry> firsts_;  // of each block, side by side
  std::vector<block> blocks_;
  std::size_t size_ = 0;
};

}  // namespace moim
