#include "sim/match/report/rules_table.hpp"

#include "sim/report/chart.hpp"
#include "sim/report/page.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace moim::sim {
namespace {

std::string meaning(criterion_type type) {
  switch (type) {
    case criterion_type::any_of:
      return "one value is in all lists";
    case criterion_type::equal:
      return "all given values are the same";
    case criterion_type::window:
      return "all windows share the largest least overlap";
    case criterion_type::spread:
      return "largest minus smallest value is within every limit that is given";
    case criterion_type::radius:
      return "one point is within every radius";
  }
  return {};
}

std::string seconds(std::uint32_t value_s) { return value_s > 0 ? duration_text(value_s * 1000.0) : std::string{}; }

/// A row if one of the pools has something to say.
template <class Text>
void add(html_table& table, std::string label, std::span<const pool_kind> kinds, Text&& text) {
  std::vector<std::string> row{std::move(label)};
  for (const auto& each : kinds) row.push_back(text(each));
  bool any = std::any_of(row.begin() + 1, row.end(), [](const std::string& cell) { return !cell.empty(); });
  if (any) table.rows.push_back(std::move(row));
}

void add_criteria(html_table& table, std::span<const pool_kind> kinds) {
  std::vector<std::string> known;
  for (const auto& kind : kinds)
    for (const auto& rule : kind.criteria) {
      if (std::find(known.begin(), known.end(), rule.key) != known.end()) continue;
      known.push_back(rule.key);
      add(table, rule.key, kinds, [&](const pool_kind& each) {
        auto place = criterion_named(each, rule.key);
        return place ? meaning(each.criteria[*place].type) : std::string{"is not asked"};
      });
    }
}

}  // namespace

std::string table_of_rules(std::span<const pool_kind> kinds, std::span<const std::string> names) {
  html_table table{{}, {}, true};
  if (kinds.size() > 1) {
    table.heads = {""};
    table.heads.insert(table.heads.end(), names.begin(), names.end());
  }
  add_criteria(table, kinds);
  add(table, "fewest tickets of a group", kinds, [](const pool_kind& each) {
    return each.least_tickets > 2 ? std::to_string(each.least_tickets) : std::string{};
  });
  add(table, "smaller groups wait", kinds, [](const pool_kind& each) {
    if (!each.prefer) return std::string{};
    return fmt::format("those of fewer than {} people, for {}", *each.prefer, duration_text(each.patience_s * 1000.0));
  });
  add(table, "arrivals are gathered for", kinds,
      [](const pool_kind& each) { return each.wave_ms > 0 ? duration_text(each.wave_ms) : std::string{}; });
  add(table, "a ticket is over after", kinds, [](const pool_kind& each) { return seconds(each.ttl_s); });
  add(table, "an overlap counts from now and", kinds, [](const pool_kind& each) { return seconds(each.notice_s); });
  add(table, "all have to accept within", kinds, [](const pool_kind& each) { return seconds(each.accept_within_s); });
  add(table, "who is away is out after", kinds, [](const pool_kind& each) { return seconds(each.absent_after_s); });
  add(table, "nobody meets again within", kinds, [](const pool_kind& each) {
    return each.again_after_days > 0 ? fmt::format("{} days", each.again_after_days) : std::string{};
  });
  return draw(table);
}

}  // namespace moim::sim
