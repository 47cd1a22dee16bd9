#pragma once

#include "domain/declare/time.hpp"

#include <cstdint>

/// The steps in which people are told of others' tickets: never a number itself.
namespace moim {

/// Nothing is told of fewer tickets of others than this.
inline constexpr std::uint32_t told_of_at_least = 5;
/// The smallest distance that is told.
inline constexpr std::int64_t least_distance_m = 500;
/// The smallest time that is told.
inline constexpr time_ms least_time_ms = 15 * minute_ms;

/// The smallest of 1, 2, 5, 10, 20, 50, … that is not below `value`, which is up to 5 × 10^17.
std::int64_t step_from(std::int64_t value);

/// `tickets` rounded down to 5, 10, 20, 50, 100, …; 0 if they are fewer than five.
std::uint32_t count_step(std::uint32_t tickets);
/// Rounded up to 0.5, 1, 2, 5, 10, 20, 50, … km.
std::int64_t distance_step_m(double distance_m);
/// Rounded up to 15, 30, 45 min, 1, 2, 5, 10, 20, 50, … h.
time_ms time_step_ms(double missing_ms);

}  // namespace moim
