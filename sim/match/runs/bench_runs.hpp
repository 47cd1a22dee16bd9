#pragma once

#include "sim/match/report/bench_column.hpp"
#include "sim/match/runs/bench_files.hpp"
#include "sim/match/runs/match_run.hpp"

namespace moim::sim {

/// What the first run brought about beside its numbers.
struct first_run {
  /// As lines of an answer, if matches are asked for.
  std::string matches;
  std::vector<timed_command> reactions;
  /// Some of the tickets that were refused, and why.
  std::vector<std::string> refused;
};

struct bench_runs {
  std::vector<bench_column> columns;
  /// Of two columns: the one that the other is compared with.
  std::size_t base = 0;
  first_run first;
  /// What has to be known to read the numbers.
  std::vector<std::string> notes;
};

/// A run of the production matcher as the options ask for it, with people who answer proposals if there are to be some.
match_options how_to_run(const bench_options& options, const recording& history);

/// All runs that the options ask for. \return what of the options does not go together with the pool
tl::expected<bench_runs, std::string> run_all(const bench_options& options, const bench_inputs& inputs);

}  // namespace moim::sim
