#include "sim/match/match_report.hpp"

#include <fmt/format.h>

namespace moim::sim {
namespace {

double share(std::size_t part, std::size_t whole) {
  return whole > 0 ? 100.0 * static_cast<double>(part) / static_cast<double>(whole) : 0;
}

double per(std::uint64_t amount, std::size_t count) {
  return count > 0 ? static_cast<double>(amount) / static_cast<double>(count) : 0;
}

std::string row(std::string_view label, const std::string& ours, const std::string& other) {
  return fmt::format("  {:<28} {:>14} {:>14}\n", label, ours, other);
}

template <class Number>
std::string row(std::string_view label, const match_outcome& ours, const match_outcome* other, Number&& number) {
  return row(label, number(ours), other ? number(*other) : std::string{});
}

}  // namespace

std::string table_of(const match_outcome& ours, const match_outcome* other) {
  using outcome = match_outcome;
  std::string out = row("", "moim", other ? "oldest first" : "");
  out += row("tickets", ours, other, [](const outcome& o) { return fmt::format("{}", o.submitted); });
  out += row("people", ours, other, [](const outcome& o) { return fmt::format("{}", o.people); });
  out += row("people matched", ours, other, [](const outcome& o) { return fmt::format("{}", o.people_matched); });
  out += row("  of all", ours, other,
             [](const outcome& o) { return fmt::format("{:.2f} %", share(o.people_matched, o.people)); });
  out += row("matches", ours, other, [](const outcome& o) { return fmt::format("{}", o.matches); });
  out += row("mean wait", ours, other, [](const outcome& o) { return fmt::format("{:.2f} s", o.mean_wait_s()); });
  for (auto quantile : {0.5, 0.9, 0.99})
    out += row(fmt::format("  {:.0f} % waited at most", quantile * 100), ours, other,
               [&](const outcome& o) { return fmt::format("{:.2f} s", o.wait_quantile_s(quantile)); });
  out += row("refused", fmt::format("{}", ours.refused), "");
  out += row("waiting at the end", fmt::format("{}", ours.waiting_at_end), "");
  out += row("steps a ticket", fmt::format("{:.1f}", per(ours.work.steps(), ours.submitted)), "");
  out += row("  keys looked up", fmt::format("{:.1f}", per(ours.work.probes, ours.submitted)), "");
  out += row("  tickets looked at", fmt::format("{:.1f}", per(ours.work.comparisons, ours.submitted)), "");
  out += row("  groups in the making", fmt::format("{:.1f}", per(ours.work.nodes, ours.submitted)), "");
  out += row("searches cut short", fmt::format("{}", ours.work.cuts), "");
  out += row("overtakes", fmt::format("{}", ours.work.overtakes), "");
  out += row("CPU a ticket", fmt::format("{:.2f} us", per(1, ours.submitted) * ours.cpu_s * 1e6), "");
  out += row("waiting at most", fmt::format("{}", ours.waiting_at_most), "");
  return out;
}

std::string summary_line(const match_outcome& ours) {
  return fmt::format(
      "{{\"summary\": {{\"tickets\": {}, \"people\": {}, \"people_matched\": {}, \"matches\": {}, \"refused\": {}, "
      "\"mean_wait_s\": {:.3f}, \"wait_p50_s\": {:.3f}, \"wait_p90_s\": {:.3f}, \"wait_p99_s\": {:.3f}, \"steps\": {}, "
      "\"cuts\": {}, \"overtakes\": {}, \"cpu_s\": {:.6f}}}}}\n",
      ours.submitted, ours.people, ours.people_matched, ours.matches, ours.refused, ours.mean_wait_s(),
      ours.wait_quantile_s(0.5), ours.wait_quantile_s(0.9), ours.wait_quantile_s(0.99), ours.work.steps(),
      ours.work.cuts, ours.work.overtakes, ours.cpu_s);
}

}  // namespace moim::sim
