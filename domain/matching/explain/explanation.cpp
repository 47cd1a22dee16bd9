#include "domain/matching/explain/explanation.hpp"

#include <algorithm>
#include <cmath>

namespace moim {
namespace {

/// One digit behind the point, unless it is 0.
std::string tenths(double value) {
  auto rounded = std::llround(value * 10);
  auto whole = std::to_string(rounded / 10);
  return rounded % 10 == 0 ? whole : whole + "." + std::to_string(rounded % 10);
}

}  // namespace

std::string rule_name(const pool_kind& kind, std::size_t rule) {
  if (rule == size_rule) return "size";
  if (rule == block_rule) return "not_with";
  return rule < kind.criteria.size() ? kind.criteria[rule].key : std::string{};
}

std::string gap_text(const pool_kind& kind, std::size_t rule, double missing) {
  if (rule >= kind.criteria.size()) return "does not suit";
  switch (kind.criteria[rule].type) {
    case criterion_type::window:
      if (missing < minute_ms) return tenths(missing / second_ms) + " s short";
      return std::to_string(std::llround(std::ceil(missing / minute_ms))) + " min short";
    case criterion_type::radius:
      if (missing < 1'000) return std::to_string(std::llround(std::ceil(missing))) + " m too far";
      return tenths(missing / 1'000) + " km too far";
    case criterion_type::spread:
      return tenths(missing / 1'000) + " too far apart";
    case criterion_type::any_of:
    case criterion_type::equal:
      break;
  }
  return "does not suit";
}

explanation_view view_of(const explanation& told, const pool_kind& kind) {
  explanation_view seen;
  seen.waiting = told.waiting;
  seen.sample = told.sample;
  seen.candidates = told.candidates;
  if (told.people_do_not_add_up) seen.obstacle = joint_obstacle::people_do_not_add_up;
  if (told.candidates_do_not_suit_each_other) seen.obstacle = joint_obstacle::candidates_do_not_suit_each_other;
  seen.steps_done = told.steps_done;
  seen.next_step_at_ms = told.next_step_at;
  for (std::size_t rule = 0; rule < max_rules; ++rule)
    if (const auto& each = told.rules[rule]; each.failing > 0)
      seen.rules.push_back({rule_name(kind, rule), each.failing, each.failing_by_it_alone});
  std::stable_sort(seen.rules.begin(), seen.rules.end(), [](const rule_view& a, const rule_view& b) {
    return std::pair{a.failing_by_it_alone, a.failing} > std::pair{b.failing_by_it_alone, b.failing};
  });
  for (const auto& each : told.nearest)
    seen.nearest.push_back({rule_name(kind, each.rule), gap_text(kind, each.rule, each.missing)});
  for (const auto& each : told.steps) seen.steps.push_back({each.at, each.more_candidates, each.group_forms});
  return seen;
}

}  // namespace moim
