#pragma once

#include "sim/match/runs/crowd.hpp"
#include "sim/match/runs/numbers.hpp"

namespace CLI {
class App;
}

namespace moim::sim {

/// All that can be asked of the bench. Files are by their paths; empty: not asked for.
struct bench_options {
  std::string tickets;
  std::string recorded;
  /// Which pool of the recording; empty: the only one.
  std::string kind;
  std::string pool;
  std::string against;
  std::string matches;
  std::string write;
  std::string report;
  std::string explain;
  std::optional<numbers> bench;
  bool compare = false;
  bool optimum = false;
  /// Of the pool's rules, whatever they are otherwise.
  std::optional<std::uint32_t> prefer;
  std::optional<std::uint32_t> patience_s;
  /// One run for each.
  std::vector<std::uint32_t> curve_patience_s;
  /// Whether people answer proposals; without being told to, those of a file do not.
  bool has_crowd = false;
  crowd_options people;
  generator_options generator;
  std::string command_line;
};

/// Declares the options of the command; what they refer to has to outlive it.
void declare(CLI::App& command, bench_options& options);

}  // namespace moim::sim
