#pragma once

#include "sim/simulation/simulation.hpp"

namespace moim::sim {

/// Many runs, added up.
struct totals {
  /// Those that broke nothing.
  std::uint64_t runs = 0;
  std::uint64_t failures = 0;
  std::uint64_t steps = 0;
  std::uint64_t commits = 0;
  std::uint64_t answers = 0;
  double cpu_s = 0;
  tally seen;

  void add(const outcome& done);
};

/// One line: how far it has come and how fast.
std::string progress_of(const totals& so_far);
/// What happened in all runs, in groups.
std::string table_of(const totals& all);
/// A broken promise: what was seen, the end of the story, and the commands that tell all of it.
std::string failure_of(const outcome& done, const fixed_parameters& fixed = {});
/// The command that runs this seed again.
std::string command_of(std::uint64_t seed, const fixed_parameters& fixed);

}  // namespace moim::sim
