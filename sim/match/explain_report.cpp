#include "sim/match/match_report.hpp"

#include <fmt/format.h>

namespace moim::sim {
namespace {

std::string name_of(std::size_t rule, const pool_kind& kind) {
  if (rule == size_rule) return "size";
  if (rule == block_rule) return "blocks";
  return kind.criteria[rule].key;
}

std::string missing_text(const near_miss& miss, const pool_kind& kind) {
  switch (kind.criteria[miss.rule].type) {
    case criterion_type::window:
      return fmt::format("{:.0f} min short", miss.missing / static_cast<double>(minute_ms));
    case criterion_type::radius:
      return fmt::format("{:.1f} km too far", miss.missing / 1000);
    default:
      return fmt::format("{:g} too much", miss.missing / 1000);
  }
}

}  // namespace

std::string text_of(const explanation& told, const pool_kind& kind, time_ms now) {
  auto out = fmt::format("  {} of {} waiting tickets looked at; {} suit\n", told.sample, told.waiting, told.candidates);
  for (std::size_t rule = 0; rule < rules_most; ++rule)
    if (told.rules[rule].failing > 0)
      out += fmt::format("  {:<12} keeps {} away, {} of them alone\n", name_of(rule, kind), told.rules[rule].failing,
                         told.rules[rule].failing_by_it_alone);
  if (told.people_do_not_add_up) out += "  pairs suit, but the people do not add up to an accepted size\n";
  if (told.candidates_do_not_suit_each_other) out += "  pairs suit, but those who suit do not suit each other\n";
  for (const auto& each : told.nearest)
    out += fmt::format("  near: {} {}\n", name_of(each.rule, kind), missing_text(each, kind));
  for (const auto& step : told.steps)
    out += fmt::format("  in {} s it asks for less: {:+} suit, a group {}\n", (step.at - now) / second_ms,
                       step.more_candidates, step.group_forms ? "would form now" : "would not form now");
  return out;
}

}  // namespace moim::sim
