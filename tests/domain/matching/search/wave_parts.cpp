#include "domain/matching/search/wave_repair.hpp"
#include "tests/domain/matching/support/space_case.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

using matching_test::meal;
using matching_test::space_case;

TEST_CASE("the graph of a wave holds its tickets and those waiting that suit one of them, part by part") {
  space_case on{meal()};
  auto waiting = on.add(size_of(2), {"a"});
  on.add(size_of(2), {"elsewhere"});
  auto first = on.add(size_of(2), {"a", "b"});
  auto second = on.add(size_of(2), {"b"});
  auto alone = on.add(size_of(2), {"nowhere"});
  suit_graph graph;
  graph.build(on.begin(), {first, second, alone}, {});
  REQUIRE(graph.size() == 4);
  CHECK(graph.fresh() == 3);
  CHECK(graph.ticket(3) == waiting);
  CHECK(graph.neighbours(0) == std::vector<suit_graph::vertex>{3, 1});
  CHECK(graph.neighbours(1) == std::vector<suit_graph::vertex>{0});
  CHECK(graph.neighbours(3) == std::vector<suit_graph::vertex>{0});
  std::vector<std::vector<suit_graph::vertex>> parts;
  graph.for_each_part([&](const auto& part) { parts.push_back(part); });
  CHECK(parts == std::vector<std::vector<suit_graph::vertex>>{{0, 3, 1}, {2}});
}

TEST_CASE("a placement knows who is in which group, who is left out, and whose place is settled") {
  space_case on{meal()};
  auto first = on.add(size_of(2), {"a"});
  auto second = on.add(size_of(2), {"a"});
  auto third = on.add(size_of(2), {"a"});
  auto nobodys = on.add(size_of(2), {"b"});
  suit_graph graph;
  auto& space = on.begin();
  graph.build(space, {first, second, third, nobodys}, {});
  placement placed{space};
  placed.begin(graph);
  placed.put({{second, first}, 2, 0});
  CHECK(placed.group_of(0) == placed.group_of(1));
  CHECK(placed.is_left_out(2));
  CHECK_FALSE(placed.is_left_out(3));
  REQUIRE(placed.groups(false).size() == 1);
  CHECK(placed.groups(false)[0].tickets == std::vector<ticket_ref>{first, second});
  for (suit_graph::vertex each : {0u, 1u, 2u}) placed.settle(each);
  CHECK_FALSE(placed.is_left_out(2));
  CHECK(placed.groups(false).empty());
  CHECK(placed.groups(true).size() == 1);
  placed.dissolve(placed.group_of(0));
  CHECK(placed.is_alone(1));
  CHECK(placed.groups(true).empty());
}

TEST_CASE("a repair dissolves a group of those who could have others, so that nobody is left out") {
  // The first two were put together, but each of them alone suits one of the others.
  space_case on{meal()};
  auto first = on.add(size_of(2), {"a", "b"});
  auto second = on.add(size_of(2), {"a", "c"});
  auto third = on.add(size_of(2), {"b"});
  auto fourth = on.add(size_of(2), {"c"});
  auto& space = on.begin();
  suit_graph graph;
  graph.build(space, {first, second, third, fourth}, {});
  placement placed{space};
  placed.begin(graph);
  placed.put({{first, second}, 2, 0});
  packing pack{space};
  wave_repair{space, graph, placed, pack}.run({});
  CHECK(placed.groups(false).size() == 2);
  CHECK(placed.group_of(0) == placed.group_of(2));
  CHECK(placed.group_of(1) == placed.group_of(3));
}

}  // namespace
}  // namespace moim
