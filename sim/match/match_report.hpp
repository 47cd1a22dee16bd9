#pragma once

#include "domain/matching/explain.hpp"
#include "sim/match/match_run.hpp"

namespace moim::sim {

/// The table that people read: people matched, waits, work; one column per matcher.
std::string table_of(const match_outcome& ours, const match_outcome* oldest_first);

/// The same as one JSON line, which readers of matches pass over.
std::string summary_line(const match_outcome& ours);

/// What stands between a ticket and a match, for people.
std::string text_of(const explanation& told, const pool_kind& kind, time_ms now);

}  // namespace moim::sim
