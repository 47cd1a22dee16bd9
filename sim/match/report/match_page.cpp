#include "sim/match/report/match_page.hpp"

#include "sim/match/report/match_charts.hpp"
#include "sim/match/report/rules_table.hpp"
#include "sim/report/chart.hpp"
#include "sim/report/page.hpp"

#include <fmt/format.h>

namespace moim::sim {
namespace {

double percent(std::size_t part, std::size_t whole) {
  return whole > 0 ? 100 * static_cast<double>(part) / static_cast<double>(whole) : 0;
}

/// What the figure of a name differs by, in words, and whether that is good news.
std::pair<std::string, int> remark_on(const bench_result& result, const std::vector<bench_figure>& figures,
                                      std::string_view label) {
  for (const auto& each : figures) {
    auto difference = each.difference(result.base);
    if (each.label != label || difference.empty()) continue;
    auto more = difference.front() == '+' ? "more" : "less";
    return {fmt::format("{} {} than {}", difference.substr(1), more, result.columns[result.base].name),
            each.mood(result.base)};
  }
  return {};
}

/// The column that the headlines are about.
const bench_column& told_of(const bench_result& result) {
  return result.columns.size() == 2 ? result.columns[1 - result.base] : result.columns.front();
}

std::vector<headline> headlines_of(const bench_result& result, const std::vector<bench_figure>& figures) {
  const auto& outcome = told_of(result).outcome;
  auto groups = static_cast<double>(std::max<std::size_t>(outcome.matches, 1));
  auto [matched_remark, matched_mood] = remark_on(result, figures, "  of all");
  auto [wait_remark, wait_mood] = remark_on(result, figures, "mean wait");
  std::vector<headline> out;
  out.push_back(
      {"people matched", fmt::format("{:.1f} %", percent(outcome.people_matched, outcome.people)),
       matched_remark.empty() ? fmt::format("{} of {}", outcome.people_matched, outcome.people) : matched_remark,
       matched_mood});
  out.push_back({"mean wait", duration_text(outcome.mean_wait_s() * 1000), wait_remark, wait_mood});
  out.push_back({"groups", fmt::format("{}", outcome.matches),
                 fmt::format("of {:.2f} people", static_cast<double>(outcome.people_matched) / groups)});
  out.push_back(
      {"waiting at most", fmt::format("{}", outcome.max_waiting), fmt::format("of {} tickets", outcome.submitted)});
  auto tickets = static_cast<double>(std::max<std::size_t>(outcome.submitted, 1));
  out.push_back(
      {"steps a ticket", fmt::format("{:.0f}", static_cast<double>(outcome.work.steps()) / tickets),
       outcome.work.cuts == 0 ? "no search cut short" : fmt::format("{} searches cut short", outcome.work.cuts),
       outcome.work.cuts == 0 ? 0 : -1});
  return out;
}

std::string about(const bench_result& result) {
  const auto& told = told_of(result);
  auto out = fmt::format("What became of {} tickets of {} people, on virtual time.", told.outcome.submitted,
                         told.outcome.people);
  if (result.columns.size() > 1) out += fmt::format(" On top: {}.", told.name);
  return out;
}

std::string side_by_side(const bench_result& result, const std::vector<bench_figure>& figures) {
  html_table table{{""}, {}};
  for (const auto& each : result.columns) table.heads.push_back(each.name);
  if (result.columns.size() == 2) table.heads.push_back("difference");
  for (const auto& each : figures) {
    table.rows.push_back({each.label});
    for (std::size_t i = 0; i < result.columns.size(); ++i) table.rows.back().push_back(each.text(i));
    if (result.columns.size() == 2) table.rows.back().push_back(each.difference(result.base));
  }
  return draw(table);
}

}  // namespace

std::string page_of(const bench_result& result) {
  const auto& columns = result.columns;
  const auto& kind = result.rules.front();
  auto figures = figures_of(columns);
  html_page page{kind.key.empty() ? "A pool" : kind.key + ": a pool", about(result)};
  auto headlines = headlines_of(result, figures);
  if (result.of_optimum)
    headlines.push_back(
        {"of the optimum", fmt::format("{:.1f} %", 100 * *result.of_optimum), "if all had waited at once"});
  page.add_headlines(headlines);
  if (!result.curve_patience_ms.empty())
    page.add_card(
        "Patience",
        "How long smaller groups are put off for larger ones, and what that costs: one run for each patience, "
        "over the same tickets.",
        draw_curve(columns, result.curve_patience_ms), true);
  page.add_card("Waits", "The share of all people who were matched within a time of their coming.",
                draw_waits(columns));
  page.add_card(
      "Waits by quantile",
      "Of each person until the match; those who were never matched count with their whole time to live, those "
      "who left by themselves not at all.",
      table_of_waits(columns));
  page.add_card("The pool", "How many tickets waited.", draw_pool_sizes(columns));
  page.add_card("Groups", "How many groups of each size formed.", draw_group_sizes(columns));
  page.add_card("Work", "Keys looked up, tickets looked at and groups tried, counted: the same on every machine.",
                draw_steps(columns));
  page.add_card("Ends", "How tickets ended.", table_of_ends(columns));
  page.add_card("In numbers", "", side_by_side(result, figures), true);
  std::vector<std::string> names;
  names.reserve(columns.size());
  for (const auto& each : columns) names.push_back(each.name);
  page.add_card("The pool's rules", "", table_of_rules(result.rules, names));
  html_table run{{}, {}, true};
  for (const auto& [name, value] : result.what_was_run) run.rows.push_back({name, value});
  page.add_card("What was run", "", draw(run));
  return std::move(page).finish();
}

}  // namespace moim::sim
