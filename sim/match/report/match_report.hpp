#pragma once

#include "domain/matching/explain/explain.hpp"
#include "sim/match/report/bench_column.hpp"

namespace moim::sim {

/// The table that people read: people matched, waits, work; one column per matcher or set of rules. Of two columns it
/// tells how the other differs from the `base`.
std::string table_of(std::span<const bench_column> columns, std::size_t base);

/// The same as one JSON line, which readers of matches pass over.
std::string summary_line(const match_outcome& ours);

/// What stands between a ticket and a match, for whoever has the file: exactly.
std::string text_of(const explanation& told, const pool_kind& kind, time_ms now);

}  // namespace moim::sim
