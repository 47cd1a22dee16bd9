#include "domain/matching/index/value_projection.hpp"

#include <algorithm>

namespace moim {

std::size_t value_projection::place_of(const set_bits& set, coded_value value) {
  std::size_t place = value * 0x9e3779b1u >> (32 - place_bits);  // Fibonacci hashing (Knuth, vol. 3, 6.4)
  while (set.values[place] != nothing && set.values[place] != value) place = (place + 1) % places;
  return place;
}

std::uint64_t value_projection::bits_of(const set_bits& set, std::span<const coded_value> values) {
  std::uint64_t bits = 0;
  for (auto value : values)
    if (auto place = place_of(set, value); set.values[place] == value) bits |= std::uint64_t{1} << set.bits[place];
  return bits;
}

void value_projection::begin(const signature_layout& layout, const profile& seed) {
  for (auto& each : sets_) each.criterion = signature_layout::none;
  for (std::uint8_t criterion = 0; criterion < max_criteria; ++criterion) {
    if (layout.set_place[criterion] == signature_layout::none) continue;
    auto& set = sets_[layout.set_place[criterion]];
    auto values = values_of(seed, criterion);
    set.criterion = criterion;
    set.named = !values.empty();
    if (!set.named) continue;
    set.values.fill(nothing);
    std::uint8_t bit = 0;
    for (auto value : values) {
      auto place = place_of(set, value);
      set.values[place] = value;
      set.bits[place] = bit++;
    }
  }
}

signature value_projection::project(const signature& sign, const profile& of) const {
  auto made = sign;
  bool rough = false;
  for (std::size_t i = 0; i < sets_.size(); ++i) {
    const auto& set = sets_[i];
    if (set.criterion == signature_layout::none) continue;
    auto values = values_of(of, set.criterion);
    if (set.named)
      made.sets[i] = values.empty() ? ~std::uint64_t{0} : bits_of(set, values);
    else
      for (auto value : values) rough |= number_of(value) >= 64;
  }
  made.rough_values = rough;
  return made;
}

bool value_projection::meets(const profile& of) const {
  for (const auto& set : sets_) {
    if (set.criterion == signature_layout::none || !set.named) continue;
    auto values = values_of(of, set.criterion);
    if (!values.empty() && bits_of(set, values) == 0) return false;
  }
  return true;
}

bool have_common(std::span<const coded_value> a, std::span<const coded_value> b) {
  if (a.empty() || b.empty()) return true;
  // One with all of the others side by side: of two long lists that takes a fraction of the time.
  return std::any_of(a.begin(), a.end(), [b](coded_value one) {
    bool found = false;
    for (auto other : b) found |= one == other;
    return found;
  });
}

bool values_meet(const profile& a, const profile& b) {
  for (std::uint8_t criterion = 0; criterion < max_criteria; ++criterion)
    if (!have_common(values_of(a, criterion), values_of(b, criterion))) return false;
  return true;
}

}  // namespace moim
