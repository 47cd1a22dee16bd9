#include "sim/match/match_command.hpp"

#include "sim/match/generator.hpp"
#include "sim/match/match_page.hpp"
#include "sim/match/match_report.hpp"
#include "sim/match/oldest_first.hpp"
#include "sim/match/optimum.hpp"
#include "sim/match/ticket_file.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <fstream>
#include <iterator>

namespace moim::sim {
namespace {

struct command_options {
  std::string tickets;
  std::string matches;
  std::string explain;
  std::string family = "dense";
  std::string report;
  bool compare = false;
  bool optimum = false;
  generator_options generator;
  std::vector<std::pair<std::string, std::string>> what_was_run;
};

std::string contents(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

int complain(const std::string& what) {
  fmt::print(stderr, "moim-sim match: {}\n", what);
  return 2;
}

void show_optimum(const recording& history, const match_outcome& ours) {
  auto best = optimum_of(history);
  if (!best) return fmt::print("  {:<28} {:>14}\n", "optimum", "too many");
  auto ratio = *best > 0 ? 100.0 * static_cast<double>(ours.people_matched) / *best : 100.0;
  fmt::print("  {:<28} {:>14}\n  {:<28} {:>13.2f} %\n", "optimum (all at once)", *best, "  of it", ratio);
}

int explain_ticket(const match_run& ours, const recording& history, const std::string& name) {
  const auto& table = ours.state().table();
  for (auto each = table.oldest(); each != ticket_table::nowhere; each = table.newer(each)) {
    if (history.name_of(table.at(each).id) != name) continue;
    matcher_workspace workspace{history.kind};
    auto now = ours.state().last_at();
    auto told = explain(ours.state(), table.at(each).id, now, workspace);
    fmt::print("{} has waited {} s\n{}", name, (now - table.at(each).submitted_at) / second_ms,
               text_of(*told, history.kind, now));
    return 0;
  }
  return complain("ticket " + name + " does not wait at the end");
}

int run(const command_options& options, const recording& history) {
  std::string answer;
  match_options how;
  std::size_t number = 0;
  if (!options.matches.empty())
    how.on_match = [&](time_ms at, const matched& event) { answer += match_line(history, at, event, ++number); };
  // Who asks why a ticket waits, asks at the end of the history, not when all have expired.
  how.run_out = options.explain.empty();
  match_run ours{history.kind, how};
  ours.run(history);
  if (!options.explain.empty()) return explain_ticket(ours, history, options.explain);
  const auto& outcome = ours.outcome();
  if (!options.matches.empty()) {
    std::ofstream out{options.matches, std::ios::binary};
    out << answer << summary_line(outcome);
    if (!out.flush()) return complain("cannot write " + options.matches);
  }
  bench_result result{&history, {{"moim", outcome, score(history, outcome)}}, 1, options.what_was_run};
  if (options.compare) {
    auto other = run_oldest_first(history);
    auto scores = score(history, other);
    result.columns.push_back({"oldest first", std::move(other), scores, false});
  }
  fmt::print("{}", table_of(result.columns, result.base));
  if (options.optimum) show_optimum(history, outcome);
  if (options.report.empty()) return 0;
  std::ofstream page{options.report, std::ios::binary};
  page << page_of(result);
  return page.flush() ? 0 : complain("cannot write " + options.report);
}

int run(command_options options) {
  if (options.tickets.empty()) {
    auto what = enum_from<family>(options.family);
    if (!what) return complain("no such family: " + options.family);
    options.generator.what = *what;
    return run(options, generate(options.generator));
  }
  if (!std::ifstream{options.tickets}) return complain("cannot read " + options.tickets);
  auto history = read_tickets(contents(options.tickets));
  if (!history) return complain(options.tickets + ": " + history.error());
  return run(options, *history);
}

}  // namespace

void add_match_command(CLI::App& program, std::string command_line, int& exit_code) {
  auto options = std::make_shared<command_options>();
  auto* command = program.add_subcommand("match", "Matches tickets from a file or a generator, on virtual time.");
  command->footer(
      "  moim-sim match --tickets pool.jsonl --matches groups.jsonl\n"
      "  moim-sim match --family mixed --count 10000 --per-minute 300 --compare");
  command->add_option("--tickets", options->tickets, "A ticket file (JSON lines); without it tickets are generated.");
  command->add_option("--matches", options->matches, "Where to write the matches (JSON lines).");
  command->add_option("--report", options->report, "Where to write an HTML page of it all.");
  command->add_option("--explain", options->explain, "Tell why this ticket still waits at the end of the history.");
  command->add_flag("--compare", options->compare, "Run oldest-first over the same tickets, too.");
  command->add_flag("--optimum", options->optimum, "For up to 40 tickets: the most people that groups can hold.");
  command->add_option("--family", options->family, "dense, narrow, mixed, wide or misfit.")->capture_default_str();
  auto& made = options->generator;
  command->add_option("--seed", made.seed, "Of the generator.")->capture_default_str();
  command->add_option("--count", made.tickets, "How many tickets.")->capture_default_str();
  command->add_option("--per-minute", made.per_minute, "Arrivals a minute; 0: all at once.")->capture_default_str();
  command->add_option("--burst", made.burst, "Arrivals come so many at a time.")->capture_default_str();
  command->add_option("--burst-ms", made.burst_ms, "The time over which a burst comes.")->capture_default_str();
  command->add_option("--wave-ms", made.wave_ms, "How long arrivals are gathered.")->capture_default_str();
  command->add_option("--ttl-s", made.ttl_s, "How long a ticket lives.")->capture_default_str();
  command->add_option("--neighbours", made.neighbours, "How many waiting tickets suit one, roughly.")
      ->capture_default_str();
  command->add_option("--waiting", made.waiting, "How many tickets the area is made for.")->capture_default_str();
  command->add_option("--parties", made.share_of_parties, "The share of parties of two.")->capture_default_str();
  command->add_option("--abandoned", made.share_abandoned, "The share of tickets that are cancelled.")
      ->capture_default_str();
  options->what_was_run = {{"command", std::move(command_line)}};
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace moim::sim
