#pragma once

#include <cstdint>

namespace moim {

/// Milliseconds since 1970-01-01 UTC, as the store tells them (rule 8). Time is always an argument.
using time_ms = std::int64_t;

inline constexpr time_ms second_ms = 1'000;
inline constexpr time_ms minute_ms = 60 * second_ms;
inline constexpr time_ms hour_ms = 60 * minute_ms;
inline constexpr time_ms day_ms = 24 * hour_ms;

}  // namespace moim
