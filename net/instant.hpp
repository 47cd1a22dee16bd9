#pragma once

#include "domain/declare/time.hpp"

namespace moim {

/// Now, on the two clocks that a session needs.
struct instant {
  /// The store's time: what tokens and keys are told in.
  time_ms at = 0;
  /// A clock that only goes forward, in nanoseconds from any beginning: what is measured, and what deadlines are told
  /// in.
  std::int64_t steady_ns = 0;

  time_ms steady_ms() const { return steady_ns / 1'000'000; }
};

/// For those who have one clock only, such as a simulation.
constexpr instant instant_at(time_ms now) { return {now, now * 1'000'000}; }

}  // namespace moim
