#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace moim {

/// Numbers for the values that a pool's tickets name, per criterion: small ones first, given back when no ticket needs
/// them any more. A draft's numbers continue those of the pool it is drafted on.
class value_names {
 public:
  /// Values beyond `under`'s get numbers of their own; `under` must not change meanwhile.
  explicit value_names(const value_names* under = nullptr) : under_(under) {}

  /// The number of a value, held until it is released as often as it was taken.
  std::uint32_t take(std::uint8_t criterion, std::string_view value);
  void release(std::uint8_t criterion, std::uint32_t number);
  /// The value of a number in use.
  const std::string& name(std::uint8_t criterion, std::uint32_t number) const;
  /// All numbers of a criterion are less.
  std::uint32_t bound(std::uint8_t criterion) const;
  void clear(const value_names* under);
  std::size_t bytes() const;

 private:
  struct entry {
    std::string value;
    std::uint32_t uses = 0;
  };
  /// Never iterated: the order of a hash is nobody's business.
  struct criterion_values {
    std::vector<entry> entries;
    std::vector<std::uint32_t> free;
    std::unordered_map<std::string, std::uint32_t> numbers;
  };
  const criterion_values* of(std::uint8_t criterion) const {
    return criterion < criteria_.size() ? &criteria_[criterion] : nullptr;
  }
  std::uint32_t base(std::uint8_t criterion) const { return under_ ? under_->bound(criterion) : 0; }
  bool find_under(std::uint8_t criterion, const std::string& value, std::uint32_t& number) const;

  const value_names* under_;
  std::vector<criterion_values> criteria_;
};

}  // namespace moim
