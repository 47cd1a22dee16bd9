#include "domain/matching/explain/blurred.hpp"

#include "tests/domain/matching/support/random_tickets.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

namespace moim {
namespace {

using matching_test::dice;

constexpr double degree = std::numbers::pi / 180;

struct place {
  double lat = 0;
  double lon = 0;
};

/// Where one gets to by going so far into a direction (degrees from north).
place gone(const blurred_place& from, double metres, double bearing) {
  auto lat = from.lat * degree;
  auto far = metres / earth_radius_m;
  auto to_lat = std::asin(std::sin(lat) * std::cos(far) + std::cos(lat) * std::sin(far) * std::cos(bearing * degree));
  auto turned = std::atan2(std::sin(bearing * degree) * std::sin(far) * std::cos(lat),
                           std::cos(far) - std::sin(lat) * std::sin(to_lat));
  auto lon = from.lon + turned / degree;
  return {to_lat / degree, lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon};
}

bool is_same(const blurred_place& a, const blurred_place& b) { return a.lat == b.lat && a.lon == b.lon; }

profile blurred_of(const ticket& from) {
  value_names names;
  return blurred(make_profile(from, names));
}

TEST_CASE("a cell reaches 500 m from its middle to every side, all over the Earth") {
  dice chance{1};
  for (int i = 0; i < 2'000; ++i) {
    // Often close to the poles, where cells are fewest.
    auto lat = i % 3 == 0 ? 90 - static_cast<double>(chance.below(30'000)) / 1e6
                          : static_cast<double>(chance.between(-90'000'000, 90'000'000)) / 1e6;
    auto lon = static_cast<double>(chance.between(-180'000'000, 180'000'000)) / 1e6;
    auto middle = middle_of_cell(lat, lon);
    INFO(lat << ", " << lon);
    for (int side = 0; side < 16; ++side) {
      auto at = gone(middle, 499.5, side * 22.5);
      CHECK(is_same(middle_of_cell(at.lat, at.lon), middle));
    }
  }
}

TEST_CASE("a place is less than a kilometre from the middle of its cell where people live") {
  dice chance{2};
  for (int i = 0; i < 2'000; ++i) {
    auto lat = static_cast<double>(chance.between(-70'000'000, 70'000'000)) / 1e6;
    auto lon = static_cast<double>(chance.between(-180'000'000, 180'000'000)) / 1e6;
    auto middle = middle_of_cell(lat, lon);
    CHECK(distance_m(direction_of(lat, lon), direction_of(middle.lat, middle.lon)) < 720);
  }
}

TEST_CASE("180 degrees east and west are one place, and the poles are in a cell") {
  CHECK(is_same(middle_of_cell(37.5, 180), middle_of_cell(37.5, -180)));
  CHECK(is_same(middle_of_cell(90, 12), middle_of_cell(90, -170)));
  CHECK(is_same(middle_of_cell(-90, 12), middle_of_cell(-90, -170)));
  CHECK(std::abs(middle_of_cell(90, 0).lat) <= 90);
}

TEST_CASE("a finer grid of numbers lies within the coarser ones: two of them tell no more than the finer") {
  for (std::int64_t value = -5'000; value < 5'000; value += 7)
    for (std::int64_t grid = 1; grid < 4'096; grid *= 2)
      for (auto coarser = grid; coarser < 8'192; coarser *= 2)
        CHECK(middle_of_step(middle_of_step(value, grid), coarser) == middle_of_step(value, coarser));
}

TEST_CASE("numbers are as coarse as their own limit is wide") {
  CHECK(grid_of({0, 0, 8'000, 0}) == 4'096);
  CHECK(grid_of({0, 0, 4'096, 0}) == 4'096);
  CHECK(grid_of({0, 0, 0, 0}) == 1);
  CHECK(grid_of({31'000, 31'000, spread_ask::no_limit, 0}) == 4'096);
  CHECK(grid_of({-90'000, 31'000, spread_ask::no_limit, 0}) == 16'384);
}

TEST_CASE("a copy holds places, times and numbers on their grids, and whom it does not want to meet not at all") {
  ticket from;
  from.users = {{0, 1}, {0, 2}};
  from.sizes = sizes_between(3, 4);
  from.submitted_at = 20 * minute_ms;
  from.wishes.sets = {{0, {"b", "a"}}};
  from.wishes.windows = {{1, {{16 * minute_ms, 74 * minute_ms, 20 * minute_ms}}}};
  from.wishes.spreads = {{2, {31'000, 34'000}, 8'000}};
  from.wishes.radii = {{3, 37.5665, 126.978, 1'500}};
  from.not_with = {{{0, 9}, 1'000'000}};
  auto copy = blurred_of(from);
  CHECK(copy.blocks().empty());
  CHECK(copy.people() == 2);
  CHECK(copy.sizes == from.sizes);
  CHECK(copy.values().size() == 2);
  CHECK(copy.submitted_at == 15 * minute_ms);
  CHECK(copy.windows()[0].window == time_window{15 * minute_ms, 75 * minute_ms, 15 * minute_ms});
  CHECK(copy.spreads()[0] == spread_ask{30'720, 34'816, 8'192, 2});
  auto middle = middle_of_cell(37.5665, 126.978);
  CHECK(copy.radii()[0].lat == middle.lat);
  CHECK(copy.radii()[0].lon == middle.lon);
  CHECK(copy.radii()[0].area.radius_m == 2'000);
  CHECK(distance_m(copy.radii()[0].area.centre, direction_of(middle.lat, middle.lon)) < 0.001);
}

TEST_CASE("a copy of a ticket without a limit has none") {
  ticket from;
  from.wishes.spreads = {{0, {31'000}, {}}};
  CHECK(blurred_of(from).spreads()[0] == spread_ask{30'720, 30'720, spread_ask::no_limit, 0});
}

}  // namespace
}  // namespace moim
