#include "domain/matching/search/packing.hpp"

#include "tests/domain/matching/support/space_case.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

using matching_test::meal;
using matching_test::space_case;

TEST_CASE("a packing finds the groups with the most people, the oldest first in each") {
  // The greedy pair of the first two would leave the others alone.
  space_case on{meal()};
  std::vector<ticket_ref> tickets{on.add(size_of(2), {"a", "b"}), on.add(size_of(2), {"a", "c"}),
                                  on.add(size_of(2), {"b"}), on.add(size_of(2), {"c"})};
  packing pack{on.begin()};
  CHECK(pack.solve(tickets, {}));
  REQUIRE(pack.groups() == 2);
  CHECK(pack.people() == 4);
  for (std::size_t i = 0; i < 2; ++i) CHECK(pack.group(i).tickets[0] < pack.group(i).tickets[1]);
}

TEST_CASE("a packing that meets a bound says that it may not be the best") {
  space_case on{meal()};
  std::vector<ticket_ref> tickets;
  for (int i = 0; i < 6; ++i) tickets.push_back(on.add(sizes_between(2, 3), {"a"}));
  packing pack{on.begin()};
  CHECK_FALSE(pack.solve(tickets, {.groups = 10}));
  CHECK_FALSE(pack.solve(tickets, {.enumeration_nodes = 10}));
  CHECK_FALSE(pack.solve(tickets, {.branch_steps = 1}));
  CHECK(pack.solve(tickets, {}));
  CHECK(pack.people() == 6);
}

}  // namespace
}  // namespace moim
