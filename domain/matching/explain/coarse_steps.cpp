#include "domain/matching/explain/coarse_steps.hpp"

#include <algorithm>
#include <cmath>

namespace moim {
namespace {

/// Far beyond what a distance on the Earth or a ticket's time can be, and far from where the steps overflow.
constexpr double max_told = 1e17;

std::int64_t whole_from(double value) { return static_cast<std::int64_t>(std::ceil(std::clamp(value, 0.0, max_told))); }

}  // namespace

std::int64_t step_from(std::int64_t value) {
  for (std::int64_t ten = 1;; ten *= 10)
    for (auto digit : {1, 2, 5})
      if (digit * ten >= value) return digit * ten;
}

std::uint32_t count_step(std::uint32_t tickets) {
  std::int64_t told = 0;
  for (std::int64_t step = told_of_at_least; step <= tickets; step = step_from(step + 1)) told = step;
  return static_cast<std::uint32_t>(told);
}

std::int64_t distance_step_m(double distance_m) {
  return step_from(std::max(least_distance_m, whole_from(distance_m)));
}

time_ms time_step_ms(double missing_ms) {
  auto quarters = std::max<std::int64_t>(1, (whole_from(missing_ms) + least_time_ms - 1) / least_time_ms);
  if (quarters <= 4) return quarters * least_time_ms;
  return step_from((quarters + 3) / 4) * hour_ms;
}

}  // namespace moim
