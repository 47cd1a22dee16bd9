#pragma once

#include "domain/memory/slab.hpp"
#include "domain/memory/tag_table.hpp"

#include <optional>

namespace moim {

/// Where a ticket lies in a table.
using slot = std::uint32_t;

/// Finds what lies in a slab by a hash of something that is written there.
class slot_lookup {
 public:
  void insert(std::uint64_t hash, slot which) { table_.insert(tag_of(hash), which); }

  /// The first of that hash for which `is_it(slot)`.
  template <class Predicate>
  std::optional<slot> find(std::uint64_t hash, Predicate&& is_it) const {
    const auto* found = table_.find(tag_of(hash), is_it);
    return found ? std::optional{found->number} : std::nullopt;
  }

  void erase(std::uint64_t hash, slot which) {
    if (const auto* found = table_.find(tag_of(hash), [&](slot each) { return each == which; })) table_.erase(found);
  }
  void clear() { table_.clear(); }
  std::size_t bytes() const { return table_.bytes(); }

 private:
  tag_table table_;
};

}  // namespace moim
