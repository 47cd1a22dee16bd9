#include "sim/match/runs/generator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace moim::sim {
namespace {

constexpr double metres_per_degree = 111'194.93;
constexpr double middle_lat = 37.5;

}  // namespace

pool_kind kind_of(const generator_options& options) {
  pool_kind kind;
  kind.key = std::string{enum_name(options.what)};
  kind.ttl_s = options.ttl_s;
  kind.wave_ms = options.wave_ms;
  kind.accept_within_s = options.accept_within_s;
  kind.absent_after_s = options.absent_after_s;
  switch (options.what) {
    case family::dense:
      kind.criteria = {{"place", criterion_type::any_of, false}, {"slot", criterion_type::any_of, false}};
      break;
    case family::narrow:
      kind.criteria = {{"rating", criterion_type::spread, false}};
      break;
    case family::mixed:
      kind.criteria = {{"place", criterion_type::any_of, false},
                       {"when", criterion_type::window, false},
                       {"where", criterion_type::radius, false},
                       {"age", criterion_type::spread, false},
                       {"language", criterion_type::equal, false}};
      break;
    case family::wide:
      kind.criteria = {{"where", criterion_type::radius, false}};
      break;
    case family::skewed:
    case family::misfit:
    case family::pairs:
      kind.criteria = {{"place", criterion_type::any_of, false}};
      break;
  }
  return kind;
}

ticket_source::ticket_source(const generator_options& options) : options_(options), chance_(options.seed) {}

set_wish ticket_source::some_of(std::uint8_t criterion, const char* prefix, std::uint32_t values, std::uint32_t max) {
  set_wish wish{criterion, {}};
  for (auto count = chance_.between(1, max); count > 0; --count) {
    auto value = prefix + std::to_string(chance_.below(values));
    if (std::find(wish.values.begin(), wish.values.end(), value) == wish.values.end()) wish.values.push_back(value);
  }
  return wish;
}

radius_wish ticket_source::around(std::uint8_t criterion, double radius_m, double side_m) {
  auto lat = middle_lat + (chance_.share() - 0.5) * side_m / metres_per_degree;
  auto lon = 127 + (chance_.share() - 0.5) * side_m / metres_per_degree / std::cos(middle_lat * std::numbers::pi / 180);
  return {criterion, lat, lon, radius_m};
}

/// Circles of 16: each member shares a value with each other, and no value is shared by three.
set_wish ticket_source::shared_with_each() const {
  constexpr std::uint64_t members = 16;
  constexpr std::uint64_t waiting_members = 12;
  auto circles = options_.waiting / waiting_members + 1;
  // Full circles are followed by new ones.
  auto circle = tickets_ % circles + tickets_ / (circles * members) * circles;
  auto self = tickets_ / circles % members;
  set_wish wish{0, {}};
  for (std::uint64_t other = 0; other < members; ++other)
    if (other != self)
      wish.values.push_back(fmt::format("c{}-{}-{}", circle, std::min(self, other), std::max(self, other)));
  return wish;
}

ticket_wishes ticket_source::narrow_wishes(std::size_t people) {
  // Limits of 10, 20 or 40 points; as many points that about `neighbours` tickets lie within them on both sides.
  auto points = static_cast<double>(options_.waiting) * 30 / options_.neighbours;
  auto value = static_cast<std::int64_t>(chance_.share() * points * 1000);
  spread_wish wish{0, std::vector<std::int64_t>(people, value), 10'000 << chance_.below(3)};
  ticket_wishes made;
  made.spreads = {wish};
  return made;
}

ticket_wishes ticket_source::mixed_wishes(std::size_t people, time_ms now) {
  ticket_wishes made;
  made.sets = {some_of(0, "p", 10, 3), set_wish{4, {chance_.chance(0.8) ? "ko" : "en"}}};
  auto from = now / hour_ms * hour_ms + chance_.between(6, 40) * 30 * minute_ms;
  made.windows = {{1, {{from, from + chance_.between(3, 8) * 30 * minute_ms, 45 * minute_ms}}}};
  auto radius_m = 500.0 + 250.0 * chance_.below(11);
  // About a sixtieth of the tickets suits one in all other criteria.
  auto area = static_cast<double>(options_.waiting) / options_.neighbours / 60 * std::numbers::pi * 3500 * 3500;
  made.radii = {around(2, radius_m, std::sqrt(area))};
  auto age = static_cast<std::int64_t>(18 + chance_.below(40)) * 1000;
  made.spreads = {
      {3, std::vector<std::int64_t>(people, age), static_cast<std::int64_t>(chance_.between(4, 12)) * 1000}};
  return made;
}

set_wish ticket_source::popular_places() {
  auto places = std::max(3.0, 4 * static_cast<double>(options_.waiting) / options_.neighbours);
  set_wish wish{0, {}};
  for (auto count = chance_.between(1, 3); count > 0; --count) {
    auto popular = chance_.share();
    wish.values.push_back("p" + std::to_string(static_cast<int>(places * popular * popular)));
  }
  return wish;
}

ticket_wishes ticket_source::wishes(std::size_t people, time_ms now) {
  ticket_wishes made;
  auto waiting = static_cast<double>(options_.waiting);
  switch (options_.what) {
    case family::dense:
      made.sets = {some_of(0, "p", 10, 3), some_of(1, "s", 8, 3)};
      break;
    case family::narrow:
      return narrow_wishes(people);
    case family::mixed:
      return mixed_wishes(people, now);
    case family::wide: {
      auto radius_m = 500.0 * std::pow(10.0, chance_.share());
      auto area = waiting / options_.neighbours * std::numbers::pi * 4500 * 4500;
      made.radii = {around(0, radius_m, std::sqrt(area))};
      break;
    }
    case family::skewed:
      made.sets = {popular_places()};
      break;
    case family::misfit: {
      // Lists that meet in pairs, and hardly ever in more.
      auto places = static_cast<std::uint32_t>(std::max(3.0, waiting / options_.neighbours));
      made.sets = {some_of(0, "p", places, 3)};
      break;
    }
    case family::pairs:
      made.sets = {shared_with_each()};
      break;
  }
  return made;
}

ticket ticket_source::next(time_ms now) {
  ticket made;
  made.id = {0, ++tickets_};
  auto people = chance_.chance(options_.share_of_parties) ? 2u : 1u;
  for (std::uint32_t i = 0; i < people; ++i) made.users.push_back({0, ++users_});
  std::uint32_t min = 2;
  std::uint32_t max = 4;
  if (options_.what == family::dense) {
    min = chance_.between(2, 3);
    max = chance_.between(std::max(min, people + 1), 4);
  } else {
    min = options_.what == family::misfit ? 8 : options_.what == family::pairs ? 5 : chance_.between(3, 4);
    max = min + chance_.below(2);
  }
  made.sizes = sizes_between(std::max(min, people + 1), max);
  made.wishes = wishes(people, now);
  return made;
}

}  // namespace moim::sim
