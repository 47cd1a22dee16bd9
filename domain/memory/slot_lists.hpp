#pragma once

#include "domain/memory/slot_lookup.hpp"

#include <array>
#include <span>

namespace moim {

/// Many lists of two tickets and more. Short ones, of which there may be millions, lie in blocks of 2, 4, 8 or 16;
/// longer ones have memory of their own.
class slot_lists {
 public:
  /// The name of a list; a change may give it another one. Less than 2³¹.
  using name = std::uint32_t;

  name make(slot first, slot second);
  /// Valid until the next change.
  std::span<const slot> at(name list) const;
  name insert(name list, std::size_t place, slot which);
  /// A list of two cannot lose any: `drop` it.
  name erase(name list, std::size_t place);
  void drop(name list);
  void clear();
  std::size_t bytes() const;

 private:
  static constexpr unsigned short_kinds = 4;
  static constexpr std::size_t max_short = std::size_t{1} << short_kinds;
  /// Whoever has become as short as this again is a short list again.
  static constexpr std::size_t short_again = max_short / 2;
  struct long_list {
    std::vector<slot> slots;
    /// The oldest leave most often: their places at the front are left empty for a while.
    std::uint32_t begin = 0;
  };
  using few = std::array<slot, max_short + 1>;

  static constexpr unsigned kind_of(name list) { return list >> 28; }
  static constexpr std::uint32_t index_of(name list) { return list & 0xfffffff; }
  static constexpr std::size_t capacity_of(unsigned kind) { return std::size_t{2} << kind; }
  slot* block(name list) { return &blocks_[kind_of(list)][index_of(list) * capacity_of(kind_of(list))]; }
  const slot* block(name list) const { return &blocks_[kind_of(list)][index_of(list) * capacity_of(kind_of(list))]; }

  static void erase_from(long_list& list, std::size_t place);
  name new_block(unsigned kind);
  name new_long();
  name store(name old, const few& slots, std::size_t count);

  std::array<slab<slot>, short_kinds> blocks_;
  slab<long_list> longs_;
  /// By kind, the last one for long lists.
  std::array<std::vector<std::uint32_t>, short_kinds + 1> free_;
};

}  // namespace moim
