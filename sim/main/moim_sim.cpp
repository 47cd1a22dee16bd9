#include "sim/load/command.hpp"
#include "sim/match/match_command.hpp"
#include "sim/simulation/run_command.hpp"

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
  CLI::App program{"What moim promises, put to the test"};
  program.require_subcommand(1);
  int exit_code = 0;
  moim::load::add_load_command(program, exit_code);
  moim::sim::add_run_command(program, exit_code);
  moim::sim::add_match_command(program, exit_code);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : 2;
  }
  return exit_code;
}
