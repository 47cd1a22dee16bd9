#include "sim/scenarios/scenario.hpp"

#include <catch2/catch.hpp>

#include <map>

namespace moim::sim::test {
namespace {

scenario_setup setup_of(scenario_name name) { return {name, 10, 4, {2, 6}, 7}; }

/// What ten people want, in turns.
std::vector<intention> wishes(scenario& of, const room_knowledge& seen, int turns) {
  std::vector<intention> all;
  for (int i = 0; i < turns; ++i)
    if (auto wish = of.next(static_cast<actor_number>(i % 10), seen)) all.push_back(*wish);
  return all;
}

std::map<act, int> counted(const std::vector<intention>& all) {
  std::map<act, int> counts;
  for (const auto& each : all) ++counts[each.what];
  return counts;
}

}  // namespace

TEST_CASE("the same seed makes the same people") {
  uninformed seen{10, 4, 6};
  for (auto name : {scenario_name::mixed, scenario_name::churn, scenario_name::anything, scenario_name::many}) {
    auto one = wishes(*make_scenario(setup_of(name)), seen, 100);
    auto other = wishes(*make_scenario(setup_of(name)), seen, 100);
    REQUIRE(one.size() == other.size());
    for (std::size_t i = 0; i < one.size(); ++i)
      CHECK((one[i].what == other[i].what && one[i].where == other[i].where));
  }
}

TEST_CASE("anything people try everything but to create rooms") {
  auto counts = counted(wishes(*make_scenario(setup_of(scenario_name::anything)), uninformed{10, 4, 6}, 5'000));
  for (auto what : {act::join, act::leave, act::lock, act::cancel, act::read, act::list, act::own_rooms, act::follow,
                    act::again, act::go_away})
    CHECK(counts[what] > 0);
  CHECK(counts[act::create] == 0);
}

TEST_CASE("rooms are created with as many seats as the setup says, and every wish is about a room that is there") {
  int created = 0;
  for (const auto& each : wishes(*make_scenario(setup_of(scenario_name::mixed)), uninformed{10, 4, 6}, 5'000)) {
    if (each.where) CHECK(*each.where < 4);
    if (each.what != act::create) continue;
    ++created;
    CHECK((each.seats >= 2 && each.seats <= 6));
  }
  CHECK(created > 200);
}

TEST_CASE("in a race everybody joins every room once, all in the same order") {
  auto race = make_scenario(setup_of(scenario_name::hot));
  uninformed seen{10, 4, 6};
  for (room_number room = 0; room < 4; ++room)
    for (actor_number who = 0; who < 10; ++who) {
      auto wish = race->next(who, seen);
      REQUIRE(wish);
      CHECK(wish->what == act::join);
      CHECK(wish->where == room);
    }
  CHECK_FALSE(race->next(0, seen));
}

TEST_CASE("in a revolving door people leave and join again, after the room was filled") {
  auto door = make_scenario(setup_of(scenario_name::revolving));
  uninformed seen{10, 1, 6};
  CHECK(door->prepare(seen).size() == 6);
  CHECK(door->next(3, seen)->what == act::leave);
  CHECK(door->next(3, seen)->what == act::join);
  CHECK(door->next(3, seen)->what == act::leave);
}

}  // namespace moim::sim::test
