#pragma once

#include "domain/memory/short_text.hpp"
#include "domain/memory/slot_lookup.hpp"

#include <string>

namespace moim {

/// Numbers for the values that a pool's tickets name, per criterion: small ones first, given back when no ticket needs
/// them any more. A draft's numbers continue those of the pool it is drafted on, which may be a draft itself.
class value_names {
 public:
  /// Values beyond `under`'s get numbers of their own; `under` must not change meanwhile.
  explicit value_names(const value_names* under = nullptr) : under_(under) {}

  /// The number of a value, held until it is released as often as it was acquired.
  std::uint32_t acquire(std::uint8_t criterion, std::string_view value);
  void release(std::uint8_t criterion, std::uint32_t number);
  /// The value of a number in use.
  std::string name(std::uint8_t criterion, std::uint32_t number) const;
  /// All numbers of a criterion are less.
  std::uint32_t bound(std::uint8_t criterion) const;
  void clear(const value_names* under);
  std::size_t bytes() const;

 private:
  struct entry {
    /// How many tickets name it; of one that nobody needs, the number that was free before it.
    std::uint32_t uses = 0;
    short_text value;
  };
  struct criterion_values {
    slab<entry> entries;
    slot_lookup numbers;
    std::uint32_t free = nothing;

    std::optional<std::uint32_t> find(std::string_view value) const;
  };
  static constexpr std::uint32_t nothing = ~std::uint32_t{0};

  /// Also of those below.
  std::optional<std::uint32_t> find(std::uint8_t criterion, std::string_view value) const;
  const criterion_values* of(std::uint8_t criterion) const {
    return criterion < criteria_.size() ? &criteria_[criterion] : nullptr;
  }
  std::uint32_t base(std::uint8_t criterion) const { return under_ ? under_->bound(criterion) : 0; }

  const value_names* under_;
  std::vector<criterion_values> criteria_;
};

}  // namespace moim
