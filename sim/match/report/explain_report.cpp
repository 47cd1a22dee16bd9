#include "domain/matching/explain/explanation.hpp"
#include "sim/match/report/match_report.hpp"

#include <fmt/format.h>

#include <cmath>

namespace moim::sim {
namespace {

/// With one digit behind the point, unless it is 0.
std::string tenths(double value) { return fmt::format("{}", static_cast<double>(std::llround(value * 10)) / 10); }

/// Exactly how much is missing: whoever has the file has all that is in it.
std::string missing_text(criterion_type type, double missing) {
  switch (type) {
    case criterion_type::window:
      if (missing < minute_ms) return tenths(missing / second_ms) + " s short";
      return fmt::format("{} min short", std::llround(std::ceil(missing / minute_ms)));
    case criterion_type::radius:
      if (missing < 1'000) return fmt::format("{} m too far", std::llround(std::ceil(missing)));
      return tenths(missing / 1'000) + " km too far";
    case criterion_type::spread:
      return tenths(missing / 1'000) + " too far apart";
    case criterion_type::any_of:
    case criterion_type::equal:
      break;
  }
  return "does not suit";
}

}  // namespace

std::string text_of(const explanation& told, const pool_kind& kind, time_ms now) {
  auto out = fmt::format("  {} of {} waiting tickets looked at; {} suit\n", told.sample, told.waiting, told.candidates);
  for (std::size_t rule = 0; rule < max_rules; ++rule)
    if (told.rules[rule].failing > 0)
      out += fmt::format("  {:<12} keeps {} away, {} of them alone\n", rule_name(kind, rule), told.rules[rule].failing,
                         told.rules[rule].failing_by_it_alone);
  if (told.people_do_not_add_up) out += "  pairs suit, but the people do not add up to an accepted size\n";
  if (told.candidates_do_not_suit_each_other) out += "  pairs suit, but those who suit do not suit each other\n";
  for (const auto& each : told.nearest)
    out += fmt::format("  near: {} {}\n", rule_name(kind, each.rule),
                       missing_text(kind.criteria[each.rule].type, each.missing));
  for (const auto& step : told.steps)
    out += fmt::format("  in {} s it asks for less: {:+} suit, a group {}\n", (step.at - now) / second_ms,
                       std::int64_t{step.suiting} - std::int64_t{told.suiting},
                       step.group_forms ? "would form now" : "would not form now");
  return out;
}

}  // namespace moim::sim
