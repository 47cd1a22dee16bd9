#include "domain/matching/value_names.hpp"

namespace moim {

std::uint32_t value_names::take(std::uint8_t criterion, std::string_view text) {
  if (criteria_.size() <= criterion) criteria_.resize(criterion + 1u);
  std::string value{text};
  std::uint32_t number = 0;
  if (find_under(criterion, value, number)) return number;
  auto& values = criteria_[criterion];
  auto [found, is_new] = values.numbers.try_emplace(value, 0);
  if (!is_new) {
    ++values.entries[found->second].uses;
    return base(criterion) + found->second;
  }
  if (values.free.empty()) {
    number = static_cast<std::uint32_t>(values.entries.size());
    values.entries.push_back({std::move(value), 1});
  } else {
    number = values.free.back();
    values.free.pop_back();
    values.entries[number] = {std::move(value), 1};
  }
  found->second = number;
  return base(criterion) + number;
}

bool value_names::find_under(std::uint8_t criterion, const std::string& value, std::uint32_t& number) const {
  const auto* values = under_ ? under_->of(criterion) : nullptr;
  if (!values) return false;
  auto found = values->numbers.find(value);
  if (found == values->numbers.end()) return false;
  number = found->second;
  return true;
}

void value_names::release(std::uint8_t criterion, std::uint32_t number) {
  if (number < base(criterion)) return;
  number -= base(criterion);
  auto& values = criteria_[criterion];
  auto& entry = values.entries[number];
  if (--entry.uses > 0) return;
  values.numbers.erase(entry.value);
  entry.value.clear();
  values.free.push_back(number);
}

const std::string& value_names::name(std::uint8_t criterion, std::uint32_t number) const {
  if (number < base(criterion)) return under_->name(criterion, number);
  return criteria_[criterion].entries[number - base(criterion)].value;
}

std::uint32_t value_names::bound(std::uint8_t criterion) const {
  const auto* values = of(criterion);
  return base(criterion) + (values ? static_cast<std::uint32_t>(values->entries.size()) : 0);
}

void value_names::clear(const value_names* under) {
  under_ = under;
  criteria_.clear();
}

std::size_t value_names::bytes() const {
  std::size_t total = 0;
  for (const auto& values : criteria_) total += values.entries.capacity() * (sizeof(entry) + 64);
  return total;
}

}  // namespace moim
