#include "domain/directory/earth.hpp"

#include "domain/matching/tickets/sphere.hpp"
#include "domain/planted.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace moim {
namespace {

constexpr double degree = std::numbers::pi / 180;
constexpr double units_per_degree = 1e7;
constexpr std::uint64_t units_per_row = 100'000;
constexpr std::uint64_t units_around = 3'600'000'000;
constexpr std::uint64_t units_to_pole = 1'800'000'000;
constexpr double row_degrees = units_per_row / units_per_degree;
/// By how much codes are rounded, twice over.
constexpr double margin_degrees = 2 / units_per_degree;

double square(double x) { return x * x; }
double half_sine_square(double degrees) { return square(std::sin(degrees * degree / 2)); }
double degrees_of(double metres) { return std::min(180.0, metres / earth_radius_m / degree); }
/// At the poles all meridians meet, and nothing of rounding is left between them.
double cosine(double lat) { return std::abs(lat) >= 90 ? 0 : std::cos(lat * degree); }

struct band {
  double south;
  double north;
  explicit band(std::uint32_t row)
      : south(std::max(-90.0, row * row_degrees - 90 - margin_degrees)),
        north(std::min(90.0, row * row_degrees - 90 + row_degrees + margin_degrees)) {}
  double nearest(double lat) const { return std::max({0.0, south - lat, lat - north}); }
  double furthest(double lat) const { return std::max(std::abs(south - lat), std::abs(north - lat)); }
  double least_cosine() const { return cosine(std::max(std::abs(south), std::abs(north))); }
  double most_cosine() const {
    return south <= 0 && north >= 0 ? 1 : cosine(std::min(std::abs(south), std::abs(north)));
  }
};

/// How many degrees of longitude are between two meridians, if a point on each is as far from the other as `part`
/// says: the haversine formula, turned around.
double longitudes_apart(double part, double cosines) {
  if (part >= cosines) return 180;
  return 2 * std::asin(std::sqrt(part / cosines)) / degree;
}

std::uint32_t row_at(double lat) {
  auto rows = std::floor((std::clamp(lat, -90.0, 90.0) + 90) / row_degrees);
  return static_cast<std::uint32_t>(rows);
}

std::uint64_t code_of(std::uint32_t row, std::uint64_t east, std::uint64_t north) {
  return std::uint64_t{row} << 49 | east << 17 | north;
}

/// Adds degrees of longitude, from west to east, to what is covered of a row. They may go over the date line.
void add_range(ring_cover::row_part& to, std::uint32_t row, double west, double east) {
  auto add = [&](double from, double until) {
    auto first = static_cast<std::uint64_t>(std::max(0.0, std::floor(from * units_per_degree)));
    auto last = std::min(static_cast<std::uint64_t>(std::ceil(until * units_per_degree)), units_around);
    to.ranges[to.count++] = {code_of(row, first, 0), code_of(row, last, (std::uint64_t{1} << 17) - 1)};
  };
  west += 180;
  east += 180;
  if (is_planted(planted_bug::date_line_not_crossed)) return add(std::max(0.0, west), std::min(360.0, east));
  if (west >= 360) west -= 360, east -= 360;
  if (east <= 0) west += 360, east += 360;
  if (west < 0)
    add(0, east), add(west + 360, 360);
  else if (east > 360)
    add(0, east - 360), add(west, 360);
  else
    add(west, east);
}

/// Ranges that touch become one.
void put_in_order(ring_cover::row_part& part) {
  ring_cover::row_part ordered;
  for (std::size_t left = part.count; left > 0; --left) {
    auto* first = &part.ranges[0];
    for (std::size_t i = 1; i < part.count; ++i)
      if (part.ranges[i].first < first->first) first = &part.ranges[i];
    bool touches = ordered.count > 0 && first->first <= ordered.ranges[ordered.count - 1].last + 1;
    if (touches)
      ordered.ranges[ordered.count - 1].last = std::max(ordered.ranges[ordered.count - 1].last, first->last);
    else
      ordered.ranges[ordered.count++] = *first;
    first->first = ~std::uint64_t{0};
  }
  part = ordered;
}

}  // namespace

double distance_m(const geo_point& a, const geo_point& b) {
  auto apart = std::remainder(b.lon - a.lon, 360);
  auto part = half_sine_square(b.lat - a.lat) + cosine(a.lat) * cosine(b.lat) * half_sine_square(apart);
  return 2 * earth_radius_m * std::asin(std::sqrt(std::clamp(part, 0.0, 1.0)));
}

std::uint64_t point_code(const geo_point& point) {
  auto units = [](double degrees) { return static_cast<std::uint64_t>(std::llround(degrees * units_per_degree)); };
  auto north = std::min(units(point.lat + 90), units_to_pole);
  auto east = units(point.lon + 180) % units_around;
  return code_of(static_cast<std::uint32_t>(north / units_per_row), east, north % units_per_row);
}

ring_cover::ring_cover(const geo_point& centre, double from_m, double to_m)
    : centre_{centre},
      from_m_{from_m},
      to_m_{to_m},
      first_row_{row_at(centre.lat - degrees_of(to_m) - margin_degrees)},
      last_row_{row_at(centre.lat + degrees_of(to_m) + margin_degrees)} {}

/// How far to the east and to the west the ring can reach in a row: further than at the edge that is nearer to the
/// centre it is nowhere, and degrees are narrowest at the edge that is nearer to a pole.
double ring_cover::reach_degrees(std::uint32_t row) const {
  band in{row};
  auto part = half_sine_square(degrees_of(to_m_)) - half_sine_square(in.nearest(centre_.lat));
  auto reach = longitudes_apart(std::max(0.0, part), cosine(centre_.lat) * in.least_cosine());
  return std::min(180.0, reach * (1 + 1e-9) + margin_degrees);
}

/// Up to where all of a row is nearer than the ring.
double ring_cover::hole_degrees(std::uint32_t row) const {
  band in{row};
  auto part = half_sine_square(degrees_of(from_m_)) - half_sine_square(in.furthest(centre_.lat));
  if (part <= 0) return 0;
  auto hole = longitudes_apart(part, cosine(centre_.lat) * in.most_cosine());
  return hole >= 180 ? 180 : hole * (1 - 1e-9) - margin_degrees;
}

ring_cover::row_part ring_cover::in_row(std::uint32_t row) const {
  row_part part;
  auto reach = reach_degrees(row);
  auto hole = hole_degrees(row);
  if (hole >= reach && hole >= 180) return part;
  if (hole <= 0) {
    add_range(part, row, centre_.lon - reach, centre_.lon + reach);
  } else {
    hole = std::min(hole, reach);
    add_range(part, row, centre_.lon - reach, centre_.lon - hole);
    add_range(part, row, centre_.lon + hole, centre_.lon + reach);
  }
  put_in_order(part);
  return part;
}

}  // namespace moim
