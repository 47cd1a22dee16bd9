#pragma once

#include "sim/match/runs/match_run.hpp"

namespace moim::sim {

/// The matcher that most services have, for comparison: at every event all waiting tickets are gone through from the
/// oldest, and the first group that is found around one, of the oldest tickets that suit, is taken. No waves, no
/// choice.
match_outcome run_oldest_first(const recording& history);

}  // namespace moim::sim
