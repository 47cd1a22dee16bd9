#pragma once

#include "sim/match/report/bench_column.hpp"

namespace moim::sim {

/// All that the report of a bench tells.
struct bench_result {
  /// The rules of the pool; or of two, those of the first columns.
  std::vector<pool_kind> rules;
  /// At least one; the first is the one that the headlines are about.
  std::vector<bench_column> columns;
  /// Of two columns: the one that the other is compared with.
  std::size_t base = 1;
  /// If the first columns are runs with these patiences.
  std::vector<time_ms> curve_patience_ms;
  /// The people whom the first column matched, of those whom the best groups would hold; if it was computed.
  std::optional<double> of_optimum;
  /// What was run: the command line, and whatever else is worth knowing, each with its name.
  std::vector<std::pair<std::string, std::string>> what_was_run;
};

/// The report as one HTML page that needs nothing else.
std::string page_of(const bench_result& result);

}  // namespace moim::sim
