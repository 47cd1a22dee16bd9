#pragma once

#include "net/kind_table.hpp"
#include "sim/simulation/parameters.hpp"

namespace moim::sim {

// The pools of a run, by their kinds.
inline constexpr const char* table_pool = "table";  ///< matches at once
inline constexpr const char* duel_pool = "duel";    ///< asks everybody first
inline constexpr const char* choir_pool = "choir";  ///< gathers for a wave

/// Kinds whose rooms close within a run, rooms that never do, and pools with the numbers of the run.
kind_table sim_kinds(const parameters& drawn);

}  // namespace moim::sim
