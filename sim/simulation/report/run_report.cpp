#include "sim/simulation/report/run_report.hpp"

namespace moim::sim {
namespace {

constexpr std::size_t columns = 3;

/// 1234567 as 1,234,567: what is to be compared by eye.
std::string grouped(std::uint64_t number) {
  auto digits = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

/// A group's counts, read downwards.
std::string table_of(const tally::counts& counts) {
  std::vector<std::string> cells;
  for (const auto& [what, times] : counts) cells.push_back(fmt::format("  {:<31}{:>10}", what, grouped(times)));
  auto rows = (cells.size() + columns - 1) / columns;
  std::string text;
  for (std::size_t row = 0; row < rows; ++row) {
    for (auto cell = row; cell < cells.size(); cell += rows) text += cells[cell];
    text += '\n';
  }
  return text;
}

std::string lines_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += "  " + line + "\n";
  return text;
}

}  // namespace

void totals::add(const outcome& done) {
  ++(done.broken ? failures : runs);
  steps += done.steps;
  commits += done.commits;
  answers += done.answers;
  seen.add(done.seen);
}

std::string progress_of(const totals& so_far) {
  auto steps = static_cast<double>(so_far.steps);
  return fmt::format("{} seeds passed{}, {:.1f} M events, {:.0f} k events per CPU second, {} commits, {} answers",
                     grouped(so_far.runs), so_far.failures == 0 ? "" : fmt::format(", {} failed", so_far.failures),
                     steps / 1e6, so_far.cpu_s > 0 ? steps / so_far.cpu_s / 1e3 : 0, grouped(so_far.commits),
                     grouped(so_far.answers));
}

std::string table_of(const totals& all) {
  std::string text;
  for (std::size_t group = 0; group < enum_names(sighting{}).size(); ++group)
    text += fmt::format("\n{}\n{}", enum_names(sighting{})[group], table_of(all.seen.of(static_cast<sighting>(group))));
  return text;
}

std::string failure_of(const outcome& done, const fixed_parameters& fixed) {
  auto text = fmt::format("seed {} broke {} at step {}: {}\n\nThe run: {}\n", done.seed, done.broken->promise,
                          grouped(done.steps), done.broken->what, to_text(done.drawn));
  if (!done.lines_of_those_involved.empty())
    text += "\nThe last of those involved:\n" + lines_of(done.lines_of_those_involved);
  text += "\nThe last of all:\n" + lines_of(done.last_lines);
  return text + fmt::format("\nTo see all of it:   {} --trace\nTo make it smaller: {} --shrink\n",
                            command_of(done.seed, fixed), command_of(done.seed, fixed));
}

std::string command_of(std::uint64_t seed, const fixed_parameters& fixed) {
  auto command = fmt::format("moim-sim run --seed {}", seed);
  for (const auto& [name, value] : fixed) command += fmt::format(" --{} {}", name, value);
  return command;
}

}  // namespace moim::sim
