#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace moim::load {

/// Adds `moim-sim load` to a program. `exit_code` is set when it was run: 0, every promise was kept; 1, one was broken
/// or a request was never answered; 2, there was no run.
void add_load_command(CLI::App& program, int& exit_code);

}  // namespace moim::load
