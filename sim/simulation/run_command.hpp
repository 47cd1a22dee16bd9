#pragma once

#include <CLI/CLI.hpp>

namespace moim::sim {

/// Adds `run` to the program; `exit_code` is set when it was chosen and is over.
void add_run_command(CLI::App& program, int& exit_code);

}  // namespace moim::sim
