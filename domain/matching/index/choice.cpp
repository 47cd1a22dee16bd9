#include "domain/matching/index/choice.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace moim {
namespace {

constexpr double loss_of_an_end = 0.7;
constexpr double chances_of_an_arrival = 0.25;
constexpr double chances_of_a_neighbour = 0.7;
constexpr double weight_unit = 1 << 30;

}  // namespace

// Only operations that are exact by IEEE 754: the same choice on every machine.
std::int64_t weight_of(const signature& of, const choice_terms& terms, std::uint32_t neighbours) {
  auto waited = std::clamp<time_ms>(terms.now - of.submitted_at, 0, terms.ttl_ms);
  auto left = static_cast<double>(terms.ttl_ms - waited) / static_cast<double>(terms.ttl_ms);
  auto min = static_cast<double>(std::countr_zero(of.sizes) + 1);
  auto missing = std::max(1.0, min - of.people);
  auto chances = left * terms.arrivals * static_cast<double>(of.share) * chances_of_an_arrival *
                 (1 + chances_of_a_neighbour * neighbours) / std::sqrt(missing);
  // However many come, a group of these is better than none.
  auto weight = static_cast<std::int64_t>(weight_unit * (left + loss_of_an_end) / (1 + chances));
  return std::max<std::int64_t>(weight, 1) * of.people;
}

}  // namespace moim
