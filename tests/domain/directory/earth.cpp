#include "domain/directory/earth.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>

namespace moim::earth_cases {
namespace {

const std::vector<geo_point> points{{37.5665, 126.978}, {0, 0},    {90, 0},     {90, 120},    {-90, 7},
                                    {0, 180},           {0, -180}, {12, 179.9}, {12, -179.9}, {89.995, -60}};

bool covers(const ring_cover& ring, const geo_point& point) {
  auto code = point_code(point);
  auto row = row_of(code);
  if (row < ring.first_row() || row > ring.last_row()) return false;
  auto part = ring.in_row(row);
  for (std::size_t i = 0; i < part.count; ++i)
    if (code >= part.ranges[i].first && code <= part.ranges[i].last) return true;
  return false;
}

}  // namespace

TEST_CASE("distances are those along great circles, over the date line and the poles, too") {
  CHECK(distance_m({0, 0}, {0, 1}) == Approx(111'194.9));
  CHECK(distance_m({0, 179.5}, {0, -179.5}) == Approx(111'194.9));
  CHECK(distance_m({89.5, 0}, {89.5, 180}) == Approx(111'194.9));
  CHECK(distance_m({37.5665, 126.978}, {35.1796, 129.0756}) == Approx(325'000).epsilon(0.01));
}

TEST_CASE("a point is nowhere from itself, however it is written, and the opposite one is half around the Earth") {
  for (const auto& each : points) {
    CHECK(distance_m(each, each) == 0);
    geo_point opposite{-each.lat, each.lon > 0 ? each.lon - 180 : each.lon + 180};
    CHECK(distance_m(each, opposite) == Approx(20'015'086.8));
    CHECK(distance_m(each, opposite) <= static_cast<double>(max_distance_m));
  }
  CHECK(distance_m({90, 0}, {90, 77}) == 0);
  CHECK(distance_m({5, 180}, {5, -180}) == 0);
}

TEST_CASE("codes tell points apart that are a centimetre apart, and no two ways to write a meridian") {
  CHECK(point_code({10, 20}) != point_code({10.0000002, 20}));
  CHECK(point_code({10, 20}) < point_code({10, 20.0000002}));
  CHECK(point_code({10.5, 20}) > point_code({10.4, 170}));
  CHECK(point_code({7, 180}) == point_code({7, -180}));
  CHECK(row_of(point_code({-90, 0})) == 0);
  CHECK(row_of(point_code({90, 0})) == 18'000);
}

TEST_CASE("what lies in a ring is covered") {
  std::mt19937_64 chance{7};
  auto between = [&](double from, double to) { return std::uniform_real_distribution<double>{from, to}(chance); };
  for (int i = 0; i < 20'000; ++i) {
    const auto& centre = points[static_cast<std::size_t>(i) % points.size()];
    auto wide = i % 3 == 0 ? 180.0 : 0.2;
    geo_point point{std::clamp(centre.lat + between(-wide, wide), -90.0, 90.0),
                    std::remainder(centre.lon + between(-wide, wide), 360)};
    auto away = distance_m(centre, point);
    ring_cover ring{centre, away * between(0, 1), away * between(1, 1.5)};
    INFO(centre.lat << ' ' << centre.lon << " to " << point.lat << ' ' << point.lon);
    REQUIRE(covers(ring, point));
    REQUIRE(covers(ring_cover{centre, 0, away}, point));
    REQUIRE(covers(ring_cover{centre, away, away}, point));
  }
}

TEST_CASE("what lies far from a ring is not covered, neither outside nor within it") {
  ring_cover ring{{37.5665, 126.978}, 50'000, 51'000};
  CHECK_FALSE(covers(ring, {37.5665, 126.978}));
  CHECK_FALSE(covers(ring, {37.5665, 127.4}));
  CHECK_FALSE(covers(ring, {37.5665, 128}));
  CHECK_FALSE(covers(ring, {38.5, 126.978}));
  CHECK(covers(ring, {37.5665 + 50'500 / 111'194.9, 126.978}));
}

}  // namespace moim::earth_cases
