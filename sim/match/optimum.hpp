#pragma once

#include "sim/match/recording.hpp"

#include <optional>

namespace moim::sim {

/// The most people that disjoint valid groups of the tickets of a recording can hold, all taken as waiting at its first
/// moment: by enumerating every valid group and branch and bound. Nothing for more than 40 tickets, or if the bounds of
/// the search were met.
std::optional<std::uint32_t> optimum_of(const recording& history);

}  // namespace moim::sim
