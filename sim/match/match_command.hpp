#pragma once

namespace CLI {
class App;
}

namespace moim::sim {

/// `moim-sim match`: tickets from a file or a generator through the production matcher, on virtual time.
void add_match_command(CLI::App& program, int& exit_code);

}  // namespace moim::sim
