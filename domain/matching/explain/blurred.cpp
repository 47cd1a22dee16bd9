#include "domain/matching/explain/blurred.hpp"

#include "domain/matching/explain/coarse_steps.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

namespace moim {
namespace {

constexpr double cell_degree = std::numbers::pi / 180;
/// As many as there is room for from pole to pole, so that no row is lower than a cell has to be.
constexpr auto cell_rows = static_cast<std::int64_t>(std::numbers::pi * earth_radius_m / blurred_cell_m);
constexpr double cell_degrees = 180.0 / cell_rows;

/// How many cells fit into a row: counted where it is shortest, so that none of them is narrower than it has to be.
double columns_of(double row) {
  auto south = row * cell_degrees - 90;
  auto widest = std::max(std::abs(south), std::abs(south + cell_degrees));
  auto around_m = 2 * std::numbers::pi * earth_radius_m * std::cos(std::min(widest, 90.0) * cell_degree);
  return std::max(1.0, std::floor(around_m / blurred_cell_m));
}

constexpr time_ms time_down(time_ms at) {
  auto beyond = at % blurred_time_ms;
  return at - (beyond < 0 ? beyond + blurred_time_ms : beyond);
}
constexpr time_ms time_up(time_ms at) { return time_down(at + blurred_time_ms - 1); }

std::int64_t power_below(std::int64_t value) {
  return static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(std::max<std::int64_t>(1, value))));
}

window_ask blurred(const window_ask& ask) {
  const auto& window = ask.window;
  return {{time_down(window.from_ms), time_up(window.to_ms), time_down(window.least_ms)}, ask.criterion};
}

spread_ask blurred(const spread_ask& ask) {
  auto grid = grid_of(ask);
  auto limit = ask.limit == spread_ask::no_limit ? ask.limit : (ask.limit + grid / 2) / grid * grid;
  return {middle_of_step(ask.low, grid), middle_of_step(ask.high, grid), limit, ask.criterion};
}

radius_ask blurred(const radius_ask& ask) {
  auto [lat, lon] = middle_of_cell(ask.lat, ask.lon);
  auto radius_m = static_cast<double>(distance_step_m(ask.area.radius_m));
  return {lat, lon, {direction_of(lat, lon), radius_m}, ask.criterion};
}

template <class T>
void copy_blurred(std::span<const T> from, std::span<T> to) {
  std::transform(from.begin(), from.end(), to.begin(), [](const T& each) { return blurred(each); });
}

}  // namespace

blurred_place middle_of_cell(double lat, double lon) {
  auto row = std::min(std::floor((lat + 90) / cell_degrees), static_cast<double>(cell_rows - 1));
  auto columns = columns_of(row);
  // 180 degrees east are 180 degrees west.
  auto column = std::fmod(std::floor((lon + 180) / 360 * columns), columns);
  return {(row + 0.5) * cell_degrees - 90, (column + 0.5) * 360 / columns - 180};
}

std::int64_t middle_of_step(std::int64_t value, std::int64_t grid) {
  auto beyond = value % grid;
  return value - (beyond < 0 ? beyond + grid : beyond) + grid / 2;
}

std::int64_t grid_of(const spread_ask& ask) {
  if (ask.limit != spread_ask::no_limit) return power_below(ask.limit);
  return power_below(std::max(std::abs(ask.low), std::abs(ask.high)) / 4);
}

profile blurred(const profile& of) {
  profile::packed lists{
      {of.users().size(), of.windows().size(), of.spreads().size(), of.radii().size(), 0, of.values().size()}};
  std::copy(of.users().begin(), of.users().end(), lists.edit<0>().begin());
  copy_blurred(of.windows(), lists.edit<1>());
  copy_blurred(of.spreads(), lists.edit<2>());
  copy_blurred(of.radii(), lists.edit<3>());
  std::copy(of.values().begin(), of.values().end(), lists.edit<5>().begin());
  profile made{of, std::move(lists)};
  made.submitted_at = time_down(of.submitted_at);
  return made;
}

}  // namespace moim
