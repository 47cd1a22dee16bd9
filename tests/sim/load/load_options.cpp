#include "sim/load/load_options.hpp"

#include <catch2/catch.hpp>

using namespace moim::load;

TEST_CASE("a hot room gets more people than it has seats, or nobody would be refused") {
  load_options asked;
  asked.scenario = scenario_name::hot;
  asked.seats = seat_range{50, 50};
  auto plan = decide_plan(asked);
  CHECK(plan.users > 50);
  CHECK(plan.connections == plan.users);
}

TEST_CASE("requests that are sent again over another connection need another connection") {
  load_options asked;
  asked.users = 10;
  asked.retries = 0.5;
  CHECK(decide_plan(asked).connections == 20);
  asked.retries = 0;
  CHECK(decide_plan(asked).connections == 10);
  asked.connections = 40;
  CHECK(decide_plan(asked).connections_per_user() == 4);
}

TEST_CASE("a closed loop has as many requests under way as its people may leave unanswered, within the window") {
  load_options asked;
  asked.users = 10;
  asked.retries = 0.5;
  asked.in_flight = 3;
  CHECK(decide_plan(asked).requests_under_way() == 60);
  asked.window = 50;
  CHECK(decide_plan(asked).requests_under_way() == 50);
}

TEST_CASE("there is a connection for everybody, whatever was asked for") {
  load_options asked;
  asked.scenario = scenario_name::many;
  asked.users = 100;
  asked.connections = 3;
  CHECK(decide_plan(asked).connections == 100);
}
