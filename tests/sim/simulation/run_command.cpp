#include "sim/simulation/run_command.hpp"

#include <catch2/catch.hpp>

TEST_CASE("of an option of the simulator that is given twice the last counts") {
  CLI::App program{"test"};
  int exit_code = 1;
  moim::sim::add_run_command(program, exit_code);
  program.parse("run --seeds 0 --seed 41 --seed 42 --seeds 1");
  CHECK(exit_code == 0);
}
