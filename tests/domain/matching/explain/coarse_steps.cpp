#include "domain/matching/explain/coarse_steps.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

TEST_CASE("numbers of tickets are told in steps, and fewer than five not at all") {
  CHECK(count_step(0) == 0);
  CHECK(count_step(4) == 0);
  CHECK(count_step(5) == 5);
  CHECK(count_step(9) == 5);
  CHECK(count_step(10) == 10);
  CHECK(count_step(19) == 10);
  CHECK(count_step(49) == 20);
  CHECK(count_step(256) == 200);
  CHECK(count_step(1'000'000) == 1'000'000);
  CHECK(count_step(4'294'967'295) == 2'000'000'000);
}

TEST_CASE("distances are rounded up to half a kilometre, one, two, five and so on") {
  CHECK(distance_step_m(0) == 500);
  CHECK(distance_step_m(500) == 500);
  CHECK(distance_step_m(500.01) == 1'000);
  CHECK(distance_step_m(1'001) == 2'000);
  CHECK(distance_step_m(20'040'000) == 50'000'000);
}

TEST_CASE("times are rounded up to quarters of an hour, then to one, two, five hours and so on") {
  CHECK(time_step_ms(1) == 15 * minute_ms);
  CHECK(time_step_ms(15 * minute_ms) == 15 * minute_ms);
  CHECK(time_step_ms(15 * minute_ms + 1) == 30 * minute_ms);
  CHECK(time_step_ms(46 * minute_ms) == hour_ms);
  CHECK(time_step_ms(hour_ms + 1) == 2 * hour_ms);
  CHECK(time_step_ms(2 * hour_ms + 1) == 5 * hour_ms);
  CHECK(time_step_ms(25 * hour_ms) == 50 * hour_ms);
}

TEST_CASE("numbers that no ticket could have end in a step, too") {
  CHECK(step_from(0) == 1);
  CHECK(distance_step_m(1e300) == 100'000'000'000'000'000);
  CHECK(time_step_ms(1e300) > 0);
}

}  // namespace
}  // namespace moim
