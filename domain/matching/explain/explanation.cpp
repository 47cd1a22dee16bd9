#include "domain/matching/explain/explanation.hpp"

#include "domain/matching/explain/coarse_steps.hpp"

#include <algorithm>
#include <cmath>

namespace moim {
namespace {

/// A number of thousandths, without needless zeros.
std::string decimal(std::int64_t value) {
  auto text = std::to_string(value / 1'000);
  auto rest = std::to_string(1'000 + value % 1'000).substr(1);
  rest.erase(rest.find_last_not_of('0') + 1);
  return rest.empty() ? text : text + "." + rest;
}

void add_rules(const explanation& told, const pool_kind& kind, explanation_view& seen) {
  for (std::size_t rule = 0; rule < max_rules; ++rule) {
    auto failing = count_step(told.rules[rule].failing);
    if (failing > 0)
      seen.rules.push_back({rule_name(kind, rule), failing, count_step(told.rules[rule].failing_by_it_alone)});
  }
  // By what is told: the order of two rules whose numbers are told alike is the pool's.
  std::stable_sort(seen.rules.begin(), seen.rules.end(), [](const rule_view& a, const rule_view& b) {
    return std::pair{a.failing_by_it_alone, a.failing} > std::pair{b.failing_by_it_alone, b.failing};
  });
}

explanation_view view_of(const explanation& told, const pool_kind& kind) {
  explanation_view seen;
  seen.waiting = count_step(told.waiting);
  seen.sample = count_step(told.sample);
  seen.candidates = count_step(told.candidates);
  auto suiting = count_step(told.suiting);
  if (suiting > 0 && told.people_do_not_add_up) seen.obstacle = joint_obstacle::people_do_not_add_up;
  if (suiting > 0 && told.candidates_do_not_suit_each_other)
    seen.obstacle = joint_obstacle::candidates_do_not_suit_each_other;
  seen.steps_done = told.steps_done;
  seen.next_step_at_ms = told.next_step_at;
  add_rules(told, kind, seen);
  for (const auto& each : told.nearest)
    seen.nearest.push_back({rule_name(kind, each.rule), gap_text(kind.criteria[each.rule].type, each.missing)});
  for (const auto& each : told.steps) {
    auto then = count_step(each.suiting);
    seen.steps.push_back(
        {each.at, static_cast<std::int32_t>(then) - static_cast<std::int32_t>(suiting), then > 0 && each.group_forms});
  }
  return seen;
}

}  // namespace

std::string rule_name(const pool_kind& kind, std::size_t rule) {
  if (rule == size_rule) return "size";
  if (rule == block_rule) return "not_with";
  return rule < kind.criteria.size() ? kind.criteria[rule].key : std::string{};
}

std::string gap_text(criterion_type type, double missing) {
  switch (type) {
    case criterion_type::window: {
      auto step_ms = time_step_ms(missing);
      auto hours = step_ms / hour_ms;
      return "up to " + (hours > 0 ? std::to_string(hours) + " h" : std::to_string(step_ms / minute_ms) + " min") +
             " short";
    }
    case criterion_type::radius:
      // Metres are thousandths of a kilometre.
      return "up to " + decimal(distance_step_m(missing)) + " km too far";
    case criterion_type::spread:
      return "up to " + decimal(step_from(std::llround(missing))) + " too far apart";
    case criterion_type::any_of:
    case criterion_type::equal:
      break;
  }
  return "does not suit";
}

std::optional<explanation_view> explain_to_people(const pool& state, const ticket_id& id, time_ms now,
                                                  matcher_workspace& workspace) {
  auto told = explain_blurred(state, id, now, workspace);
  return told ? std::optional{view_of(*told, state.kind())} : std::nullopt;
}

}  // namespace moim
