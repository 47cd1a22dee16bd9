#include "sim/report/axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace moim::sim {
namespace {

constexpr double marks_wanted = 5;

double round_step(double range) {
  auto raw = range / marks_wanted;
  auto power = std::pow(10, std::floor(std::log10(raw)));
  for (double factor : {1.0, 2.0, 5.0})
    if (factor * power >= raw * 0.999) return factor * power;
  return 10 * power;
}

/// Minutes and hours are no powers of ten.
double round_duration(double range_ms) {
  constexpr std::array<double, 14> seconds{10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200};
  if (range_ms / marks_wanted < seconds[0] * 1000 / 2) return round_step(range_ms);
  for (auto each : seconds)
    if (each * 1000 >= range_ms / marks_wanted * 0.999) return each * 1000;
  return round_step(range_ms / 86'400'000) * 86'400'000;
}

/// All marks of one axis in one unit.
std::string marked_duration(double ms, double most_ms) {
  auto text = [](double value, const char* unit) {
    return fmt::format("{:g} {}", std::round(value * 100) / 100, unit);
  };
  if (most_ms < 2'000) return text(ms, "ms");
  if (most_ms < 120'000) return text(ms / 1000, "s");
  if (most_ms < 7'200'000) return text(ms / 60'000, "min");
  return most_ms < 172'800'000 ? text(ms / 3'600'000, "h") : text(ms / 86'400'000, "d");
}

}  // namespace

std::string duration_text(double ms) {
  auto text = [](double value, const char* unit) {
    return fmt::format("{:.{}f} {}", value, value < 9.95 && std::abs(value - std::round(value)) > 0.05 ? 1 : 0, unit);
  };
  if (ms == 0) return "0 s";
  if (ms < 1000) return fmt::format("{:.0f} ms", ms);
  if (ms < 120'000) return text(ms / 1000, "s");
  if (ms < 7'200'000) return text(ms / 60'000, "min");
  return ms < 172'800'000 ? text(ms / 3'600'000, "h") : text(ms / 86'400'000, "d");
}

std::string axis_scale::text(double value) const {
  if (unit == axis_unit::share) return fmt::format("{:g} %", std::round(value * 1e4) / 1e2);
  if (unit == axis_unit::duration) return marked_duration(value, to);
  if (std::abs(value) >= 10'000 && step >= 1'000) return fmt::format("{:g}k", std::round(value / 100) / 10);
  return fmt::format("{:g}", std::round(value * 1e6) / 1e6);
}

axis_scale scale_for(double min, double max, axis_unit unit, bool ends_at_most) {
  axis_scale scale{min, std::max(max, min), 1, unit};
  if (scale.to == scale.from) scale.to = scale.from + 1;
  auto range = scale.to - scale.from;
  scale.step = unit == axis_unit::duration ? round_duration(range) : round_step(range);
  scale.from = std::floor(scale.from / scale.step + 1e-9) * scale.step;
  if (!ends_at_most) scale.to = std::ceil(scale.to / scale.step - 1e-9) * scale.step;
  return scale;
}

}  // namespace moim::sim
