#include "domain/matching/index/key_plan.hpp"

#include "domain/declare/ids.hpp"

#include <algorithm>

namespace moim {
namespace {

constexpr std::uint64_t mixed(std::uint64_t hash, std::uint64_t coordinate) {
  return mix64(hash * 0x9e3779b97f4a7c15ULL + coordinate + 1);
}

std::uint8_t level_in(key_pattern pattern, std::size_t dimension) {
  return static_cast<std::uint8_t>(pattern >> (8 * dimension));
}

}  // namespace

// Two continuous dimensions narrow a search down enough; more would multiply the keys to visit. The window is of use to
// both plans.
std::vector<key_plan> key_plan::plans_of(const pool_kind& kind) {
  std::vector<key_dimension> discrete;
  std::vector<key_dimension> continuous;
  std::optional<key_dimension> window;
  for (std::size_t at = 0; at < kind.criteria.size(); ++at) {
    auto i = static_cast<std::uint8_t>(at);
    switch (kind.criteria[at].type) {
      case criterion_type::any_of:
      case criterion_type::equal:
        if (discrete.size() < 3) discrete.push_back({dimension_type::set, i});
        break;
      case criterion_type::window:
        if (!window) window = key_dimension{dimension_type::window, i};
        break;
      case criterion_type::spread:
        if (continuous.size() < 2) continuous.push_back({dimension_type::spread, i});
        break;
      case criterion_type::radius:
        if (continuous.size() < 2) continuous.push_back({dimension_type::grid, i});
        break;
    }
  }
  if (window && !discrete.empty()) discrete.push_back(*window);
  if (window && continuous.size() < 2 && (discrete.empty() || !continuous.empty())) continuous.push_back(*window);
  // The grid comes last: its cells take longest to find, and the last level changes least between patterns.
  std::stable_sort(continuous.begin(), continuous.end(), [](const key_dimension& a, const key_dimension& b) {
    return (a.type == dimension_type::grid) < (b.type == dimension_type::grid);
  });
  std::vector<key_plan> plans;
  if (!discrete.empty()) plans.emplace_back(std::move(discrete));
  if (!continuous.empty()) plans.emplace_back(std::move(continuous));
  return plans;
}

key_pattern key_plan::post(const profile& of, std::vector<std::uint64_t>& keys) const {
  coordinates per_dimension[max_dimensions];
  std::uint8_t levels[max_dimensions] = {};
  for (std::size_t i = 0; i < dimensions_.size(); ++i) levels[i] = dimensions_[i].post(of, per_dimension[i]);
  narrow(per_dimension, levels);
  key_pattern pattern = 0;
  for (std::size_t i = 0; i < dimensions_.size(); ++i) pattern |= key_pattern{levels[i]} << (8 * i);
  keys.clear();
  expand(per_dimension, pattern, keys);
  return pattern;
}

/// Puts the widest dimensions under the wildcard until the keys are few enough.
void key_plan::narrow(coordinates* per_dimension, std::uint8_t* levels) const {
  std::uint64_t product = 1;
  std::size_t widest = 0;
  for (std::size_t i = 0; i < dimensions_.size(); ++i) {
    product *= per_dimension[i].count;
    if (per_dimension[i].count > per_dimension[widest].count) widest = i;
  }
  bool long_list = dimensions_[widest].type == dimension_type::set && per_dimension[widest].count > max_keys;
  auto kept = long_list ? widest : dimensions_.size();
  while (product > max_keys) {
    auto which = dimensions_.size();
    for (std::size_t i = 0; i < dimensions_.size(); ++i)
      if (i != kept && (which == dimensions_.size() || per_dimension[i].count > per_dimension[which].count)) which = i;
    if (which == dimensions_.size() || per_dimension[which].count == 1) return;
    product /= per_dimension[which].count;
    per_dimension[which].count = 0;
    per_dimension[which].add(~0ull);
    levels[which] = wildcard;
  }
}

bool key_plan::probe(const profile& of, const std::vector<pattern_use>& patterns, const value_names& names,
                     std::size_t max, std::vector<std::uint64_t>& keys) const {
  coordinates per_dimension[max_dimensions];
  key_pattern filled = 0;
  bool any_filled = false;
  for (const auto& use : patterns) {
    std::size_t product = 1;
    for (std::size_t i = 0; i < dimensions_.size(); ++i) {
      auto level = level_in(use.pattern, i);
      // Patterns are in order, so that neighbours share most of their levels.
      if (!any_filled || level_in(filled, i) != level)
        if (!dimensions_[i].probe(of, level, names.bound(dimensions_[i].criterion), per_dimension[i])) return false;
      product *= per_dimension[i].count;
    }
    filled = use.pattern;
    any_filled = true;
    if (keys.size() + product > max) return false;
    expand(per_dimension, use.pattern, keys);
  }
  return true;
}

void key_plan::expand(const coordinates* per_dimension, key_pattern pattern, std::vector<std::uint64_t>& keys) const {
  auto start = keys.size();
  keys.push_back(mix64(pattern + 0x9e3779b97f4a7c15ULL));
  for (std::size_t i = 0; i < dimensions_.size(); ++i) {
    auto before = keys.size() - start;
    const auto& coordinates = per_dimension[i];
    if (coordinates.count == 0) return keys.resize(start);
    keys.resize(start + before * coordinates.count);
    for (std::size_t k = before; k-- > 0;) {
      auto hash = keys[start + k];
      for (std::uint32_t c = 0; c < coordinates.count; ++c)
        keys[start + k * coordinates.count + c] = mixed(hash, coordinates.at[c]);
    }
  }
}

}  // namespace moim
