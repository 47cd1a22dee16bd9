#include "domain/matching/index/key_dimension.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace moim {
namespace {

constexpr std::int64_t floor_divided(std::int64_t value, std::int64_t by) {
  auto quotient = value / by;
  return value % by < 0 ? quotient - 1 : quotient;
}

constexpr std::uint64_t any_coordinate = ~0ull;

void add_range(std::int64_t from, std::int64_t to, coordinates& into) {
  for (auto each = from; each <= to && !into.too_many; ++each) into.add(static_cast<std::uint64_t>(each));
}

// Windows: cells of 15 minutes, one hour, four hours, … A window touches at most three of its level.
constexpr std::int64_t least_window_ms = 15 * minute_ms;
constexpr std::uint8_t window_levels = 16;
constexpr std::int64_t window_width(std::uint8_t level) { return least_window_ms << (2 * level); }

std::uint8_t window_level(const profile& of, std::uint8_t criterion) {
  std::int64_t longest = -1;
  for (const auto& ask : of.windows())
    if (ask.criterion == criterion) longest = std::max(longest, ask.window.to_ms - ask.window.from_ms);
  if (longest < 0) return wildcard;
  std::uint8_t level = 0;
  while (level + 1 < window_levels && window_width(level) * 2 < longest) ++level;
  return level;
}

/// Up to and with the end: windows that only touch overlap by nothing, which may be enough.
void add_windows(const profile& of, std::uint8_t criterion, std::uint8_t level, coordinates& into) {
  auto width = window_width(level);
  for (const auto& ask : of.windows()) {
    if (ask.criterion != criterion) continue;
    auto from = floor_divided(ask.window.from_ms, width);
    auto to = floor_divided(ask.window.to_ms, width);
    if (to - from >= coordinates::max) into.too_many = true;
    add_range(from, to, into);
  }
}

const spread_ask* spread_of(const profile& of, std::uint8_t criterion) {
  for (const auto& ask : of.spreads())
    if (ask.criterion == criterion) return &ask;
  return nullptr;
}

// Spreads: cells as wide as the limit or up to twice that; a ticket is posted once, by its lowest value. One without a
// limit may be in a group with anybody: as far as it is concerned, it accepts anything.
constexpr std::uint8_t spread_levels = 60;
std::uint8_t spread_level(std::int64_t limit) {
  std::uint8_t level = 0;
  while (level + 1 < spread_levels && (std::int64_t{1} << level) < limit) ++level;
  return level;
}

void add_spreads(const spread_ask& ask, std::uint8_t level, coordinates& into) {
  auto width = std::int64_t{1} << level;
  auto margin = std::min(ask.limit, width);
  auto from = floor_divided(ask.high - margin, width);
  auto to = floor_divided(ask.low + margin, width);
  if (to - from >= coordinates::max) into.too_many = true;
  add_range(from, to, into);
}

// Radii: cells twice as high as their level's greatest radius. A prober of the same level visits about nine.
constexpr double min_reach_m = 50;
constexpr std::uint8_t grid_levels = 20;
constexpr double degree = std::numbers::pi / 180;

double level_reach_m(std::uint8_t level) { return min_reach_m * static_cast<double>(1u << level); }

std::uint8_t grid_level(double radius_m) {
  std::uint8_t level = 0;
  while (level + 1 < grid_levels && level_reach_m(level) < radius_m) ++level;
  return level;
}

/// A grid of rows of equal height whose cells are about as wide as high; near the poles a row has fewer.
struct grid {
  double cell_degrees;

  explicit grid(std::uint8_t level) : cell_degrees(2 * level_reach_m(level) / earth_radius_m / degree) {}
  std::int64_t row(double lat) const { return static_cast<std::int64_t>(std::floor((lat + 90) / cell_degrees)); }
  std::int64_t columns(std::int64_t row) const {
    double middle = std::min((static_cast<double>(row) + 0.5) * cell_degrees - 90, 90.0);
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(360 * std::cos(middle * degree) / cell_degrees));
  }
  static std::int64_t column(double lon, std::int64_t columns) {
    return static_cast<std::int64_t>(std::floor((lon + 180) / 360 * static_cast<double>(columns)));
  }
  static std::uint64_t cell(std::int64_t row, std::int64_t column, std::int64_t columns) {
    auto wrapped = ((column % columns) + columns) % columns;
    return (static_cast<std::uint64_t>(row) << 32) | static_cast<std::uint64_t>(wrapped);
  }
};

void add_cells(const radius_ask& ask, std::uint8_t level, coordinates& into) {
  grid cells{level};
  double reach = (ask.area.radius_m + level_reach_m(level) + 1) / earth_radius_m;
  double lat_reach = reach / degree;
  bool around_pole = std::abs(ask.lat) + lat_reach >= 89.9;
  double lon_reach =
      around_pole ? 180 : std::asin(std::min(1.0, std::sin(reach) / std::cos(ask.lat * degree))) / degree;
  auto last = cells.row(std::min(90.0, ask.lat + lat_reach));
  for (auto row = cells.row(std::max(-90.0, ask.lat - lat_reach)); row <= last && !into.too_many; ++row) {
    auto columns = cells.columns(row);
    auto from = grid::column(ask.lon - lon_reach, columns);
    auto to = std::min(grid::column(ask.lon + lon_reach, columns), from + columns - 1);
    for (auto column = from; column <= to && !into.too_many; ++column) into.add(grid::cell(row, column, columns));
  }
}

const radius_ask* radius_of(const profile& of, std::uint8_t criterion) {
  for (const auto& ask : of.radii())
    if (ask.criterion == criterion) return &ask;
  return nullptr;
}

}  // namespace

void coordinates::add(std::uint64_t coordinate) {
  for (std::uint32_t i = 0; i < count; ++i)
    if (at[i] == coordinate) return;
  if (count == max)
    too_many = true;
  else
    at[count++] = coordinate;
}

std::uint8_t key_dimension::post(const profile& of, coordinates& into) const {
  into.count = 0;
  into.too_many = false;
  std::uint8_t level = wildcard;
  if (type == dimension_type::set) {
    for (auto value : values_of(of, criterion)) into.add(number_of(value));
    if (into.count > 0) level = 0;
  } else if (type == dimension_type::window) {
    level = window_level(of, criterion);
    if (level != wildcard) add_windows(of, criterion, level, into);
  } else if (type == dimension_type::spread) {
    if (const auto* ask = spread_of(of, criterion); ask && ask->limit != spread_ask::no_limit) {
      level = spread_level(ask->limit);
      into.add(static_cast<std::uint64_t>(floor_divided(ask->low, std::int64_t{1} << level)));
    }
  } else if (const auto* ask = radius_of(of, criterion)) {
    level = grid_level(ask->area.radius_m);
    grid cells{level};
    auto row = cells.row(ask->lat);
    into.add(grid::cell(row, grid::column(ask->lon, cells.columns(row)), cells.columns(row)));
  }
  if (level != wildcard && !into.too_many) return level;
  into.count = 0;
  into.add(any_coordinate);
  return wildcard;
}

bool key_dimension::probe(const profile& of, std::uint8_t level, std::uint32_t value_bound, coordinates& into) const {
  into.count = 0;
  into.too_many = false;
  if (level == wildcard) {
    into.add(any_coordinate);
    return true;
  }
  if (type == dimension_type::set) {
    for (auto value : values_of(of, criterion)) into.add(number_of(value));
    if (into.count == 0) add_range(0, std::int64_t{value_bound} - 1, into);
  } else if (type == dimension_type::window) {
    add_windows(of, criterion, level, into);
  } else if (type == dimension_type::spread) {
    if (const auto* ask = spread_of(of, criterion)) {
      // A party whose own values lie further apart than the level's limits suits nobody there.
      add_spreads(*ask, level, into);
      return !into.too_many;
    }
  } else if (const auto* ask = radius_of(of, criterion)) {
    add_cells(*ask, level, into);
  }
  return !into.too_many && (into.count > 0 || (type == dimension_type::set && value_bound == 0));
}

}  // namespace moim
