#include "domain/matching/tickets/sphere.hpp"

#include "tests/domain/matching/support/random_tickets.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace moim {
namespace {

using matching_test::dice;

double worst_ratio(const direction& at, const std::vector<disc>& discs) {
  double worst = 0;
  for (const auto& each : discs) worst = std::max(worst, distance_m(at, each.centre) / each.radius_m);
  return worst;
}

std::vector<disc> random_discs(dice& chance, std::size_t count, double lat, double span) {
  std::vector<disc> discs;
  for (std::size_t i = 0; i < count; ++i) {
    auto offset = [&] { return (static_cast<double>(chance.below(20'001)) / 10'000 - 1) * span; };
    auto north = lat + offset();
    auto east = 127 + offset() / std::cos(lat * 0.0174533);
    discs.push_back({direction_of(north, east), 300.0 + chance.below(3'000)});
  }
  return discs;
}

/// The least greatest ratio by looking everywhere, finer and finer; knows nothing of circles.
double looked_for(const std::vector<disc>& discs, double lat, double span) {
  double north = lat;
  double east = 127;
  double best = std::numeric_limits<double>::max();
  for (; span > 1e-8; span /= 1.6) {
    double from_north = north;
    double from_east = east;
    for (int i = -6; i <= 6; ++i)
      for (int k = -6; k <= 6; ++k) {
        double at_north = from_north + span * i / 6;
        double at_east = from_east + span * k / 6 / std::cos(lat * 0.0174533);
        double value = worst_ratio(direction_of(at_north, at_east), discs);
        if (value >= best) continue;
        best = value;
        north = at_north;
        east = at_east;
      }
  }
  return best;
}

TEST_CASE("a meeting point has the least greatest distance by radius, and exists when that is at most one") {
  dice chance{7};
  int meetings = 0;
  for (int i = 0; i < 400; ++i) {
    double lat = i % 2 == 0 ? 37.5 : -61;
    auto discs = random_discs(chance, 2 + chance.below(6), lat, 0.02);
    auto best = looked_for(discs, lat, 0.03);
    if (std::abs(best - 1) < 1e-4) continue;
    auto found = meeting_point(discs);
    INFO("round " << i << " best ratio " << best);
    REQUIRE(found.has_value() == (best < 1));
    if (!found) continue;
    ++meetings;
    CHECK(worst_ratio(*found, discs) <= best + 1e-6);
  }
  CHECK(meetings > 100);
}

TEST_CASE("a meeting point does not depend on the order of the discs") {
  dice chance{11};
  for (int i = 0; i < 100; ++i) {
    auto discs = random_discs(chance, 5, 37.5, 0.01);
    auto first = meeting_point(discs);
    std::reverse(discs.begin(), discs.end());
    auto second = meeting_point(discs);
    REQUIRE(first.has_value() == second.has_value());
    if (first) CHECK(distance_m(*first, *second) < 0.02);
  }
}

TEST_CASE("discs that touch have a common point, and those a metre apart have none") {
  auto a = direction_of(37.5, 127);
  auto b = direction_of(37.52, 127);
  auto between = distance_m(a, b);
  CHECK(meeting_point(std::vector<disc>{{a, between - 1'000}, {b, 1'000}}));
  CHECK_FALSE(meeting_point(std::vector<disc>{{a, between - 1'001}, {b, 1'000}}));
  CHECK(meeting_point(std::vector<disc>{{a, 0}, {a, 0}}));
}

TEST_CASE("three discs that meet in pairs need not meet all together") {
  auto a = direction_of(37.50, 127.00);
  auto b = direction_of(37.50, 127.04);
  auto c = direction_of(37.53, 127.02);
  double radius = 1'850;
  CHECK(meeting_point(std::vector<disc>{{a, radius}, {b, radius}}));
  CHECK(meeting_point(std::vector<disc>{{a, radius}, {c, radius + 200}}));
  CHECK(meeting_point(std::vector<disc>{{b, radius}, {c, radius + 200}}));
  CHECK_FALSE(meeting_point(std::vector<disc>{{a, radius}, {b, radius}, {c, 1'500}}));
}

TEST_CASE("distances across the date line and the poles are the short way") {
  CHECK(distance_m(direction_of(0, 179.9), direction_of(0, -179.9)) == Approx(22'238.99).margin(0.01));
  CHECK(distance_m(direction_of(89.9, 0), direction_of(89.9, 180)) == Approx(22'238.99).margin(0.01));
  CHECK(distance_m(direction_of(10, 20), direction_of(-10, -160)) == Approx(20'015'086.8).margin(1));
}

}  // namespace
}  // namespace moim
