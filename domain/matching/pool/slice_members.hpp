#pragma once

#include "domain/matching/pool/pool_slice.hpp"
#include "domain/memory/slab.hpp"

#include <span>

namespace moim {

/// Which tickets of a pool are in which slice, in no particular order.
class slice_members {
 public:
  void add(std::size_t slice, slot which) {
    while (places_.size() <= which) places_.push();
    places_[which] = static_cast<std::uint32_t>(slices_[slice].size());
    slices_[slice].push_back(which);
  }
  void remove(std::size_t slice, slot which) {
    auto& members = slices_[slice];
    auto last = members.back();
    members[places_[which]] = last;
    places_[last] = places_[which];
    members.pop_back();
  }
  std::span<const slot> of(std::size_t slice) const { return slices_[slice]; }
  std::size_t bytes() const {
    std::size_t total = places_.bytes();
    for (const auto& each : slices_) total += vector_bytes(each);
    return total;
  }

 private:
  std::array<std::vector<slot>, pool_slices> slices_;
  slab<std::uint32_t> places_;
};

}  // namespace moim
