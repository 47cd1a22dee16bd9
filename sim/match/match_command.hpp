#pragma once

#include <string>

namespace CLI {
class App;
}

namespace moim::sim {

/// `moim-sim match`: tickets from a file or a generator through the production matcher, on virtual time.
/// \param command_line as it was typed, for the report
void add_match_command(CLI::App& program, std::string command_line, int& exit_code);

}  // namespace moim::sim
