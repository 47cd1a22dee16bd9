#include "sim/match/report/match_report.hpp"

#include <fmt/format.h>

namespace moim::sim {

std::string table_of(std::span<const bench_column> columns, std::size_t base) {
  auto out = fmt::format("  {:<28}", "");
  for (const auto& each : columns) out += fmt::format(" {:>14}", each.name);
  out += columns.size() == 2 ? fmt::format(" {:>12}\n", "difference") : "\n";
  for (const auto& each : figures_of(columns)) {
    auto line = fmt::format("  {:<28}", each.label);
    for (std::size_t i = 0; i < columns.size(); ++i) line += fmt::format(" {:>14}", each.text(i));
    line += fmt::format(" {:>12}", each.difference(base));
    out += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
  }
  return out;
}

std::string summary_line(const match_outcome& ours) {
  std::string refusals;
  for (const auto& [code, count] : ours.refusals)
    refusals += fmt::format("{}\"{}\": {}", refusals.empty() ? "" : ", ", describe(code).name, count);
  return fmt::format(
      "{{\"summary\": {{\"tickets\": {}, \"people\": {}, \"people_matched\": {}, \"matches\": {}, \"refused\": {}, "
      "\"refusals\": {{{}}}, "
      "\"mean_wait_s\": {:.3f}, \"wait_p50_s\": {:.3f}, \"wait_p90_s\": {:.3f}, \"wait_p99_s\": {:.3f}, \"steps\": {}, "
      "\"cuts\": {}, \"overtakes\": {}, \"cpu_s\": {:.6f}}}}}\n",
      ours.submitted, ours.people, ours.people_matched, ours.matches, ours.refused, refusals, ours.mean_wait_s(),
      ours.wait_quantile_s(0.5), ours.wait_quantile_s(0.9), ours.wait_quantile_s(0.99), ours.work.steps(),
      ours.work.cuts, ours.work.overtakes, ours.cpu_s);
}

}  // namespace moim::sim
