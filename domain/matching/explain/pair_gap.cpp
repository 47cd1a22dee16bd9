#include "domain/matching/explain/pair_gap.hpp"

#include "domain/matching/index/value_projection.hpp"

#include <algorithm>

namespace moim {
namespace {

pair_gap window_gap(const profile& a, const profile& b, std::size_t criterion, time_ms from) {
  bool any = false;
  time_ms min_missing = std::numeric_limits<time_ms>::max();
  for (const auto& x : a.windows())
    for (const auto& y : b.windows()) {
      if (x.criterion != criterion || y.criterion != criterion) continue;
      any = true;
      auto overlap = std::min(x.window.to_ms, y.window.to_ms) - std::max({x.window.from_ms, y.window.from_ms, from});
      min_missing = std::min(min_missing, std::max(x.window.least_ms, y.window.least_ms) - overlap);
    }
  if (!any || min_missing <= 0) return {};
  return {false, static_cast<double>(min_missing)};
}

pair_gap spread_gap(const profile& a, const profile& b, std::size_t criterion) {
  for (const auto& x : a.spreads())
    for (const auto& y : b.spreads()) {
      if (x.criterion != criterion || y.criterion != criterion) continue;
      auto over = std::max(x.high, y.high) - std::min(x.low, y.low) - std::min(x.limit, y.limit);
      if (over > 0) return {false, static_cast<double>(over)};
    }
  return {};
}

pair_gap radius_gap(const profile& a, const profile& b, std::size_t criterion) {
  for (const auto& x : a.radii())
    for (const auto& y : b.radii()) {
      if (x.criterion != criterion || y.criterion != criterion) continue;
      auto over = distance_m(x.area.centre, y.area.centre) - x.area.radius_m - y.area.radius_m;
      if (over > 2 * disc_slack_m) return {false, over};
    }
  return {};
}

}  // namespace

pair_gap gap_between(const pool_kind& kind, std::size_t rule, const profile& a, const profile& b, time_ms now) {
  if (rule == size_rule) {
    auto people = a.people() + b.people();
    return {people <= max_group_people && (a.sizes & b.sizes) >> (people - 1) != 0, 0};
  }
  if (rule == block_rule) return {!are_blocked(a, b, now), 0};
  if (rule >= kind.criteria.size()) return {};
  auto criterion = static_cast<std::uint8_t>(rule);
  switch (kind.criteria[rule].type) {
    case criterion_type::any_of:
    case criterion_type::equal:
      return {have_common(values_of(a, criterion), values_of(b, criterion)), 0};
    case criterion_type::window:
      return window_gap(a, b, rule, now + kind.notice_s * second_ms);
    case criterion_type::spread:
      return spread_gap(a, b, rule);
    case criterion_type::radius:
      return radius_gap(a, b, rule);
  }
  return {};
}

}  // namespace moim
