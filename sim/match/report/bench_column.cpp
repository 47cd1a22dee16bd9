#include "sim/match/report/bench_column.hpp"

#include <fmt/format.h>

#include <functional>
#include <set>

namespace moim::sim {
namespace {

using good = bench_figure::good;

double per(double amount, std::size_t count) { return count > 0 ? amount / static_cast<double>(count) : 0; }

/// Adds one row after the other.
class figure_list {
 public:
  explicit figure_list(std::span<const bench_column> columns) : columns_(columns) {}

  template <class Number>
  bench_figure& add(std::string label, std::string unit, int decimals, good better, Number&& number) {
    bench_figure made{std::move(label), std::move(unit), decimals, better, {}};
    for (const auto& each : columns_) made.values.push_back(static_cast<double>(number(each)));
    figures.push_back(std::move(made));
    return figures.back();
  }
  /// What the production matcher alone counts.
  template <class Number>
  bench_figure& add_counted(std::string label, std::string unit, int decimals, good better, Number&& number) {
    auto& made = add(std::move(label), std::move(unit), decimals, better, number);
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (!columns_[i].is_ours) made.values[i].reset();
    return made;
  }
  template <class Number>
  void add_counted_if_any(std::string label, Number&& number) {
    auto& made = add_counted(std::move(label), "", 0, good::neither, number);
    if (std::all_of(made.values.begin(), made.values.end(), [](auto value) { return value.value_or(0) == 0; }))
      figures.pop_back();
  }

  std::vector<bench_figure> figures;

 private:
  std::span<const bench_column> columns_;
};

void add_people(figure_list& list) {
  using column = bench_column;
  list.add("tickets", "", 0, good::neither, [](const column& c) { return c.outcome.submitted; });
  list.add("people", "", 0, good::neither, [](const column& c) { return c.outcome.people; });
  list.add("people matched", "", 0, good::more, [](const column& c) { return c.outcome.people_matched; });
  list.add("  of all", "%", 2, good::more,
           [](const column& c) { return 100 * per(static_cast<double>(c.outcome.people_matched), c.outcome.people); });
  list.add("  of all, by scarcity", "%", 2, good::more, [](const column& c) { return 100 * c.scores.worth_share(); });
  list.add("matches", "", 0, good::neither, [](const column& c) { return c.outcome.matches; });
  list.add("  people in one, mean", "", 2, good::neither,
           [](const column& c) { return per(static_cast<double>(c.outcome.people_matched), c.outcome.matches); });
  list.add("  how well it fits, mean", "%", 1, good::more, [](const column& c) { return 100 * c.scores.mean_fit(); });
}

void add_waits(figure_list& list) {
  using column = bench_column;
  list.add("mean wait", "s", 2, good::less, [](const column& c) { return c.outcome.mean_wait_s(); });
  for (auto share : {0.5, 0.9, 0.99})
    list.add(fmt::format("  {:.0f} % waited at most", share * 100), "s", 2, good::less,
             [=](const column& c) { return c.outcome.wait_quantile_s(share); });
  list.add("waiting at most", "", 0, good::less, [](const column& c) { return c.outcome.max_waiting; });
  list.add_counted_if_any("waiting at the end", [](const column& c) { return c.outcome.waiting_at_end; });
}

void add_ends(figure_list& list, std::span<const bench_column> columns) {
  using column = bench_column;
  for (std::size_t i = 0; i < enum_names(ticket_end{}).size(); ++i)
    list.add_counted_if_any(fmt::format("tickets {}", enum_names(ticket_end{})[i]),
                            [=](const column& c) { return c.outcome.ends[i]; });
  std::set<errc> codes;
  for (const auto& each : columns)
    for (const auto& [code, count] : each.outcome.refusals) codes.insert(code);
  for (auto code : codes)
    list.add_counted_if_any(fmt::format("refused: {}", describe(code).name), [=](const column& c) {
      auto found = c.outcome.refusals.find(code);
      return found == c.outcome.refusals.end() ? 0 : found->second;
    });
}

void add_work(figure_list& list) {
  auto a_ticket = [](auto member) {
    return [=](const bench_column& c) { return per(static_cast<double>(c.outcome.work.*member), c.outcome.submitted); };
  };
  list.add_counted("steps a ticket, mean", "", 1, good::less, [](const bench_column& c) {
    return per(static_cast<double>(c.outcome.work.steps()), c.outcome.submitted);
  });
  list.add_counted("  of 99 %, at most", "", 0, good::less,
                   [](const bench_column& c) { return quantile(c.outcome.ticket_steps, 0.99); });
  list.add_counted("  keys looked up", "", 1, good::less, a_ticket(&match_work::probes));
  list.add_counted("  tickets looked at", "", 1, good::less, a_ticket(&match_work::comparisons));
  list.add_counted("  groups in the making", "", 1, good::less, a_ticket(&match_work::nodes));
  list.add_counted("searches cut short", "", 0, good::less, [](const bench_column& c) { return c.outcome.work.cuts; });
  list.add_counted("overtakes", "", 0, good::less, [](const bench_column& c) { return c.outcome.work.overtakes; });
  list.add_counted("CPU a ticket", "us", 2, good::less,
                   [](const bench_column& c) { return per(c.outcome.cpu_s * 1e6, c.outcome.submitted); });
}

}  // namespace

std::string bench_figure::text(std::size_t column) const {
  if (!values[column]) return {};
  return fmt::format("{:.{}f}{}{}", *values[column], decimals, unit.empty() ? "" : " ", unit);
}

std::string bench_figure::difference(std::size_t base) const {
  if (values.size() != 2 || !values[0] || !values[1] || *values[0] == *values[1]) return {};
  auto from = *values[base];
  auto to = *values[1 - base];
  if (unit == "%") return fmt::format("{:+.2f} pt", to - from);
  return from == 0 ? std::string{} : fmt::format("{:+.1f} %", (to / from - 1) * 100);
}

int bench_figure::mood(std::size_t base) const {
  if (difference(base).empty() || better == good::neither) return 0;
  return (*values[1 - base] > *values[base]) == (better == good::more) ? 1 : -1;
}

std::vector<bench_figure> figures_of(std::span<const bench_column> columns) {
  figure_list list{columns};
  add_people(list);
  add_waits(list);
  add_ends(list, columns);
  add_work(list);
  return std::move(list.figures);
}

}  // namespace moim::sim
