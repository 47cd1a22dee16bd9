#include "app/version.hpp"
#include "sim/load/command.hpp"
#include "sim/match/match_command.hpp"
#include "sim/simulation/run_command.hpp"

#include <CLI/CLI.hpp>

#include <string>

int main(int argc, char** argv) {
  CLI::App program{"What moim promises, put to the test"};
  program.require_subcommand(1);
  program.set_version_flag("--version", "moim-sim " + std::string{moim::moim_version});
  int exit_code = 0;
  moim::load::add_load_command(program, exit_code);
  moim::sim::add_run_command(program, exit_code);
  std::string command_line = "moim-sim";
  for (int i = 1; i < argc; ++i) command_line += std::string{" "} + argv[i];
  moim::sim::add_match_command(program, std::move(command_line), exit_code);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : 2;
  }
  return exit_code;
}
