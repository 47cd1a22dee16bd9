#pragma once

#include "sim/match/files/match_recording.hpp"
#include "sim/match/match_outcome.hpp"

#include <tl/expected.hpp>

namespace moim::sim {

/// The most people that disjoint valid groups of the tickets of a recording can hold, all taken as waiting at its first
/// moment with what they asked for at first: by enumerating every valid group and branch and bound, for each part of
/// the tickets that hangs together. Without those that `run` refused, and those that were cancelled as they came.
/// \return why it was not computed: more than 40 tickets hang together, the bounds of the search were met, or tickets
/// relax
tl::expected<std::uint32_t, std::string> optimum_of(const recording& history, const match_outcome& run);

}  // namespace moim::sim
