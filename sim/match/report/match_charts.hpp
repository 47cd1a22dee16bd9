#pragma once

#include "sim/match/report/bench_column.hpp"

/// The drawings of the bench's report, as HTML.
namespace moim::sim {

/// The share of all people who were matched within a time of their coming.
std::string draw_waits(std::span<const bench_column> columns);
std::string table_of_waits(std::span<const bench_column> columns);
std::string draw_pool_sizes(std::span<const bench_column> columns);
std::string draw_group_sizes(std::span<const bench_column> columns);
/// How many tickets took how many steps; of those columns that count them.
std::string draw_steps(std::span<const bench_column> columns);
/// Mean wait, and people in a group, by patience; one column for each.
std::string draw_curve(std::span<const bench_column> columns, std::span<const time_ms> patience_ms);
/// How tickets ended.
std::string table_of_ends(std::span<const bench_column> columns);

}  // namespace moim::sim
