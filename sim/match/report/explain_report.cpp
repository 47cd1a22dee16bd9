#include "domain/matching/explain/explanation.hpp"
#include "sim/match/report/match_report.hpp"

#include <fmt/format.h>

namespace moim::sim {
std::string text_of(const explanation& told, const pool_kind& kind, time_ms now) {
  auto out = fmt::format("  {} of {} waiting tickets looked at; {} suit\n", told.sample, told.waiting, told.candidates);
  for (std::size_t rule = 0; rule < max_rules; ++rule)
    if (told.rules[rule].failing > 0)
      out += fmt::format("  {:<12} keeps {} away, {} of them alone\n", rule_name(kind, rule), told.rules[rule].failing,
                         told.rules[rule].failing_by_it_alone);
  if (told.people_do_not_add_up) out += "  pairs suit, but the people do not add up to an accepted size\n";
  if (told.candidates_do_not_suit_each_other) out += "  pairs suit, but those who suit do not suit each other\n";
  for (const auto& each : told.nearest)
    out += fmt::format("  near: {} {}\n", rule_name(kind, each.rule), gap_text(kind, each.rule, each.missing));
  for (const auto& step : told.steps)
    out += fmt::format("  in {} s it asks for less: {:+} suit, a group {}\n", (step.at - now) / second_ms,
                       step.more_candidates, step.group_forms ? "would form now" : "would not form now");
  return out;
}

}  // namespace moim::sim
