#include "domain/matching/tickets/value_names.hpp"

#include "domain/declare/table_hash.hpp"

namespace moim {
namespace {

std::uint64_t hash_of(std::string_view value) { return hash_for_tables(value); }

}  // namespace

std::optional<std::uint32_t> value_names::criterion_values::find(std::string_view value) const {
  return numbers.find(hash_of(value), [&](std::uint32_t number) { return entries[number].value.view() == value; });
}

std::optional<std::uint32_t> value_names::find(std::uint8_t criterion, std::string_view value) const {
  if (under_)
    if (auto number = under_->find(criterion, value)) return number;
  const auto* values = of(criterion);
  auto number = values ? values->find(value) : std::nullopt;
  return number ? std::optional{base(criterion) + *number} : std::nullopt;
}

std::uint32_t value_names::acquire(std::uint8_t criterion, std::string_view value) {
  if (criteria_.size() <= criterion) criteria_.resize(criterion + 1u);
  if (under_)
    if (auto number = under_->find(criterion, value)) return *number;
  auto& values = criteria_[criterion];
  if (auto number = values.find(value)) {
    ++values.entries[*number].uses;
    return base(criterion) + *number;
  }
  auto number = values.free;
  if (number == nothing) {
    number = static_cast<std::uint32_t>(values.entries.size());
    values.entries.push();
  } else {
    values.free = values.entries[number].uses;
  }
  values.entries[number] = {1, short_text{value}};
  values.numbers.insert(hash_of(value), number);
  return base(criterion) + number;
}

void value_names::release(std::uint8_t criterion, std::uint32_t number) {
  if (number < base(criterion)) return;
  number -= base(criterion);
  auto& values = criteria_[criterion];
  auto& entry = values.entries[number];
  if (--entry.uses > 0) return;
  values.numbers.erase(hash_of(entry.value.view()), number);
  entry = {values.free, {}};
  values.free = number;
}

std::string value_names::name(std::uint8_t criterion, std::uint32_t number) const {
  if (number < base(criterion)) return under_->name(criterion, number);
  return std::string{criteria_[criterion].entries[number - base(criterion)].value.view()};
}

std::uint32_t value_names::bound(std::uint8_t criterion) const {
  const auto* values = of(criterion);
  return base(criterion) + (values ? static_cast<std::uint32_t>(values->entries.size()) : 0);
}

void value_names::clear(const value_names* under) {
  under_ = under;
  for (auto& values : criteria_) {
    for (std::size_t i = 0; i < values.entries.size(); ++i) values.entries[i] = {};
    values.entries.clear();
    values.numbers.clear();
    values.free = nothing;
  }
}

std::size_t value_names::bytes() const {
  auto total = vector_bytes(criteria_);
  for (const auto& values : criteria_) {
    total += values.entries.bytes() + values.numbers.bytes();
    for (std::size_t i = 0; i < values.entries.size(); ++i) total += values.entries[i].value.bytes_on_heap();
  }
  return total;
}

}  // namespace moim
