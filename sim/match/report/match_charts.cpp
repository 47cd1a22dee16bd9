#include "sim/match/report/match_charts.hpp"

#include "sim/report/chart.hpp"
#include "sim/report/page.hpp"

#include <fmt/format.h>

#include <bit>

namespace moim::sim {
namespace {

constexpr std::size_t max_points = 300;

double share_of(std::size_t part, std::size_t whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

std::vector<std::string> heads_of(std::span<const bench_column> columns) {
  std::vector<std::string> heads{""};
  for (const auto& each : columns) heads.push_back(each.name);
  return heads;
}

chart_series waits_of(const bench_column& column, time_ms longest_ms) {
  auto waits = column.outcome.matched_waits_ms;
  std::sort(waits.begin(), waits.end());
  std::vector<chart_point> points;
  auto add = [&](time_ms wait, std::size_t matched) {
    points.push_back({static_cast<double>(wait), share_of(matched, column.outcome.people)});
  };
  add(0, static_cast<std::size_t>(std::upper_bound(waits.begin(), waits.end(), time_ms{0}) - waits.begin()));
  for (std::size_t i = 0; i < waits.size(); ++i)
    if (i + 1 == waits.size() || waits[i] != waits[i + 1]) add(waits[i], i + 1);
  points = thinned(points, max_points);
  points.push_back({static_cast<double>(longest_ms), share_of(waits.size(), column.outcome.people)});
  return {column.name, points, true};
}

/// The size that was in force at each of evenly spaced moments, and the largest between two of them.
chart_series sizes_of(const bench_column& column, time_ms from, time_ms to) {
  chart_series out{column.name, {}, false};
  const auto& sizes = column.outcome.sizes;
  std::size_t next = 0;
  std::size_t now = 0;
  for (std::size_t i = 0; i <= max_points; ++i) {
    auto until = from + static_cast<time_ms>(static_cast<double>(to - from) * static_cast<double>(i) / max_points);
    auto max = now;
    for (; next < sizes.size() && sizes[next].at <= until; ++next) {
      now = sizes[next].waiting;
      max = std::max(max, now);
    }
    out.points.push_back({static_cast<double>(until - from), static_cast<double>(max)});
  }
  return out;
}

}  // namespace

std::string draw_waits(std::span<const bench_column> columns) {
  line_chart chart{"People matched, by how long they had waited",
                   {"waited", axis_unit::duration},
                   {"of all people", axis_unit::share},
                   {}};
  time_ms longest = 0;
  for (const auto& each : columns)
    for (auto wait : each.outcome.matched_waits_ms) longest = std::max(longest, wait);
  for (const auto& each : columns) chart.series.push_back(waits_of(each, longest));
  return draw(chart);
}

std::string table_of_waits(std::span<const bench_column> columns) {
  html_table table{heads_of(columns), {}};
  auto add = [&](const std::string& label, auto&& wait) {
    table.rows.push_back({label});
    for (const auto& each : columns) table.rows.back().push_back(fmt::format("{:.2f} s", wait(each.outcome)));
  };
  add("mean", [](const match_outcome& of) { return of.mean_wait_s(); });
  for (auto share : {0.25, 0.5, 0.75, 0.9, 0.99, 1.0})
    add(share < 1 ? fmt::format("{:.0f} % within", share * 100) : "longest",
        [=](const match_outcome& of) { return of.wait_quantile_s(share); });
  return draw(table);
}

std::string draw_pool_sizes(std::span<const bench_column> columns) {
  line_chart chart{"How many tickets waited", {"since the first ticket", axis_unit::duration}, {"tickets waiting"}, {}};
  auto from = std::numeric_limits<time_ms>::max();
  auto to = std::numeric_limits<time_ms>::min();
  for (const auto& each : columns)
    for (const auto& size : each.outcome.sizes) {
      from = std::min(from, size.at);
      to = std::max(to, size.at);
    }
  if (from >= to) return "<p class=\"soft\">Everything happened at one moment.</p>\n";
  for (const auto& each : columns) chart.series.push_back(sizes_of(each, from, to));
  return draw(chart);
}

std::string draw_group_sizes(std::span<const bench_column> columns) {
  std::vector<std::vector<std::size_t>> counts;
  std::uint32_t min = max_group_people;
  std::uint32_t max = 0;
  for (const auto& each : columns) {
    counts.emplace_back(max_group_people + 1);
    for (const auto& group : each.outcome.groups) {
      ++counts.back()[group.people];
      min = std::min(min, group.people);
      max = std::max(max, group.people);
    }
  }
  if (max == 0) return "<p class=\"soft\">No group formed.</p>\n";
  bar_chart chart{"Groups by their number of people", "people in the group", {"groups"}, {}, {}};
  for (auto people = min; people <= max; ++people) chart.categories.push_back(std::to_string(people));
  for (std::size_t i = 0; i < columns.size(); ++i) {
    chart.series.push_back({columns[i].name, {}});
    for (auto people = min; people <= max; ++people)
      chart.series.back().values.push_back(static_cast<double>(counts[i][people]));
  }
  return draw(chart);
}

std::string draw_steps(std::span<const bench_column> columns) {
  bar_chart chart{
      "Tickets by the steps that they took", "steps, at most", {"of all tickets", axis_unit::share}, {}, {}};
  std::size_t first = 64;
  std::size_t last = 0;
  std::vector<std::array<std::size_t, 65>> counts;
  for (const auto& each : columns) {
    counts.emplace_back();
    for (auto steps : each.outcome.ticket_steps) ++counts.back()[static_cast<std::size_t>(std::bit_width(steps))];
    for (std::size_t i = 0; i <= 64; ++i)
      if (counts.back()[i] > 0) {
        first = std::min(first, i);
        last = std::max(last, i);
      }
  }
  for (auto i = first; i <= last; ++i) {
    auto max = (std::uint64_t{1} << std::min<std::size_t>(i, 63)) - 1;
    chart.categories.push_back(max < 10'000 ? std::to_string(max) : fmt::format("{}k", max / 1000));
  }
  for (std::size_t k = 0; k < columns.size(); ++k) {
    if (!columns[k].is_ours) continue;
    chart.series.push_back({columns[k].name, {}});
    for (auto i = first; i <= last; ++i)
      chart.series.back().values.push_back(share_of(counts[k][i], columns[k].outcome.ticket_steps.size()));
  }
  return chart.categories.empty() ? std::string{"<p class=\"soft\">Nothing was searched.</p>\n"} : draw(chart);
}

std::string draw_curve(std::span<const bench_column> columns, std::span<const time_ms> patience_ms) {
  chart_series waits{"mean wait", {}, false, true};
  chart_series people{"people in a group", {}, false, true};
  html_table table{{"patience", "mean wait", "people in a group", "people matched"}, {}};
  for (std::size_t i = 0; i < patience_ms.size(); ++i) {
    const auto& of = columns[i].outcome;
    auto patience = static_cast<double>(patience_ms[i]);
    auto in_group = share_of(of.people_matched, of.matches);
    waits.points.push_back({patience, of.mean_wait_s() * 1000});
    people.points.push_back({patience, in_group});
    table.rows.push_back({columns[i].name, fmt::format("{:.2f} s", of.mean_wait_s()), fmt::format("{:.2f}", in_group),
                          fmt::format("{:.2f} %", 100 * share_of(of.people_matched, of.people))});
  }
  auto by_patience = [](chart_series& series) {
    std::sort(series.points.begin(), series.points.end(),
              [](const chart_point& a, const chart_point& b) { return a.x < b.x; });
    return std::vector<chart_series>{series};
  };
  chart_axis patience{"patience", axis_unit::duration};
  return "<div class=\"pair\"><div>" +
         draw(line_chart{"Mean wait by patience", patience, {"mean wait", axis_unit::duration}, by_patience(waits)}) +
         "</div><div>" +
         draw(line_chart{"People in a group by patience", patience, {"people in a group"}, by_patience(people)}) +
         "</div></div>" + draw(table);
}

std::string table_of_ends(std::span<const bench_column> columns) {
  html_table table{{""}, {}};
  for (const auto& each : columns)
    if (each.is_ours) table.heads.push_back(each.name);
  auto add = [&](std::string_view label, auto&& count) {
    table.rows.push_back({std::string{label}});
    for (const auto& each : columns) {
      if (!each.is_ours) continue;
      auto tickets = count(each.outcome);
      auto share = fmt::format(" ({:.1f} %)", 100 * share_of(tickets, each.outcome.submitted));
      table.rows.back().push_back(fmt::format("{}{}", tickets, columns.size() <= 2 ? share : ""));
    }
  };
  add("matched", [](const match_outcome& of) {
    std::size_t tickets = 0;
    for (const auto& group : of.groups) tickets += group.tickets.size();
    return tickets;
  });
  for (std::size_t i = 0; i < enum_names(ticket_end{}).size(); ++i)
    add(enum_names(ticket_end{})[i], [=](const match_outcome& of) { return of.ends[i]; });
  add("waiting at the end", [](const match_outcome& of) { return of.waiting_at_end; });
  return draw(table);
}

}  // namespace moim::sim
