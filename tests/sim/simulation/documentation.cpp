#include "domain/planted.hpp"
#include "sim/simulation/parameters.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

using namespace moim;

namespace {

/// Tests run in the repository's root.
std::string the_page() {
  std::ifstream page{"docs/simulation.md"};
  return {std::istreambuf_iterator<char>{page}, {}};
}

}  // namespace

TEST_CASE("the simulator's page tells of every parameter by its flag") {
  auto page = the_page();
  for (const auto& each : sim::all_parameters()) {
    INFO(each.name);
    CHECK(page.find("`--" + std::string{each.name} + "`") != std::string::npos);
  }
}

TEST_CASE("the simulator's page tells of every bug that can be planted") {
  auto page = the_page();
  for (std::size_t bug = 1; bug < planted_bug_names.size(); ++bug) {
    INFO(planted_bug_names[bug]);
    auto row = page.find("\n| " + std::string{planted_bug_names[bug]} + " | ");
    REQUIRE(row != std::string::npos);
    auto cells = page.substr(row + 1, page.find('\n', row + 1) - row - 1);
    // Each cell says something: the last ones were filled from a run.
    CHECK(cells.find("| |") == std::string::npos);
    CHECK(cells.find('?') == std::string::npos);
  }
}
