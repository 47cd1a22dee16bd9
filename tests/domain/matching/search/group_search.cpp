#include "domain/matching/search/group_search.hpp"

#include "tests/domain/matching/support/space_case.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

using matching_test::meal;
using matching_test::space_case;

TEST_CASE("the group around a ticket holds it, suits all, and has the oldest first") {
  space_case on{meal()};
  auto other = on.add(size_of(3), {"a", "b"});
  on.add(size_of(3), {"c"});
  auto third = on.add(size_of(3), {"b"});
  auto seed = on.add(size_of(3), {"b", "c"});
  group_search search{on.begin()};
  found_group best;
  REQUIRE(search.find(seed, {}, best));
  CHECK(best.tickets == std::vector<ticket_ref>{other, third, seed});
  CHECK(best.people == 3);
  CHECK(on.space.work().cuts == 0);
}

TEST_CASE("a search among some candidates looks at no others, and takes its nodes off") {
  space_case on{meal()};
  auto one = on.add(size_of(2), {"a"});
  auto two = on.add(size_of(2), {"a"});
  auto seed = on.add(size_of(2), {"a"});
  group_search search{on.begin()};
  found_group best;
  std::uint32_t nodes = 100;
  CHECK_FALSE(search.find_among(seed, {}, {}, nodes, best));
  CHECK(nodes == 100);
  REQUIRE(search.find_among(seed, {two}, {}, nodes, best));
  CHECK(best.tickets == std::vector<ticket_ref>{two, seed});
  CHECK(nodes == 99);
  nodes = 0;
  CHECK_FALSE(search.find_among(seed, {one, two}, {}, nodes, best));
}

TEST_CASE("a search that meets its bound without a group counts as cut") {
  space_case on{meal()};
  for (int i = 0; i < 20; ++i) on.add(size_of(12), {"a"});
  auto seed = on.add(size_of(12), {"a"});
  group_search search{on.begin()};
  found_group best;
  CHECK_FALSE(search.find(seed, {.nodes = 5}, best));
  CHECK(on.space.work().cuts == 1);
  CHECK(search.find(seed, {.nodes = 500}, best));
}

}  // namespace
}  // namespace moim
