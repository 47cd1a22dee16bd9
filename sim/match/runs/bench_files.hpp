#pragma once

#include "sim/match/files/ticket_file.hpp"
#include "sim/match/runs/bench_options.hpp"

namespace moim::sim {

/// What the bench runs on.
struct bench_inputs {
  recording history;
  /// The same tickets by the rules of `--against`, if asked for.
  std::optional<recording> against;
};

/// Where the tickets come from, for people.
std::string name_of_tickets(const bench_options& options);

/// Reads the files that the options name, or generates. \return what is wrong, with the file and the line
tl::expected<bench_inputs, std::string> read_inputs(const bench_options& options);

/// The recording with the commands that people gave meanwhile, each after those of the same time.
recording with_reactions(const recording& history, const std::vector<timed_command>& reactions);

bool write_file(const std::string& path, const std::string& text);

}  // namespace moim::sim
