#include "sim/match/match_command.hpp"

#include "sim/match/oracles/optimum.hpp"
#include "sim/match/report/match_page.hpp"
#include "sim/match/report/match_report.hpp"
#include "sim/match/runs/bench_files.hpp"
#include "sim/match/runs/bench_runs.hpp"
#include "sim/match/runs/match_run.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace moim::sim {
namespace {

int complain(const std::string& what) {
  fmt::print(stderr, "moim-sim match: {}\n", what);
  return 2;
}

void add_optimum(bench_result& result, const recording& history) {
  auto best = optimum_of(history, result.columns.front().outcome);
  if (!best) {
    result.what_was_run.emplace_back("optimum", "not computed: " + best.error());
    return;
  }
  auto matched = result.columns.front().outcome.people_matched;
  result.of_optimum = *best > 0 ? static_cast<double>(matched) / *best : 1.0;
  result.what_was_run.emplace_back(
      "optimum", fmt::format("{} people if all had waited at once; as many as {:.2f} % of them were matched", *best,
                             100 * *result.of_optimum));
}

std::string why_it_does_not_wait(const std::string& name, const recording& history, const match_outcome& ours) {
  for (const auto& group : ours.groups)
    for (const auto& id : group.tickets)
      if (history.name_of(id) == name) return fmt::format("ticket {} was matched at {} ms", name, group.at);
  bool came = std::any_of(history.commands.begin(), history.commands.end(), [&](const timed_command& each) {
    const auto* submit = std::get_if<submit_ticket>(&each.command);
    return submit && history.name_of(submit->ticket.id) == name;
  });
  return fmt::format("ticket {} {}", name,
                     came ? "does not wait at the end: it was refused, or is over" : "never came");
}

int explain_ticket(const bench_options& options, const recording& history) {
  // Whoever asks why a ticket waits means at the end of the history, not once all have expired.
  auto how = how_to_run(options, history);
  how.run_out = false;
  match_run ours{history.kind, how};
  ours.run(history);
  const auto& table = ours.state().table();
  for (auto each = table.oldest(); each != ticket_table::nowhere; each = table.newer(each)) {
    if (history.name_of(table.at(each).id) != options.explain) continue;
    matcher_workspace workspace{history.kind};
    auto now = ours.state().last_at();
    auto told = explain(ours.state(), table.at(each).id, now, workspace);
    fmt::print("{} has waited {} s\n{}", options.explain, (now - table.at(each).submitted_at) / second_ms,
               text_of(*told, history.kind, now));
    return 0;
  }
  return complain(why_it_does_not_wait(options.explain, history, ours.outcome()));
}

std::vector<std::pair<std::string, std::string>> what_was_run(const bench_options& options, const recording& history) {
  std::vector<std::pair<std::string, std::string>> out{{"command", options.command_line}};
  out.emplace_back("tickets", name_of_tickets(options));
  for (const auto& each : history.notes) out.emplace_back("note", each);
  return out;
}

std::string write_what_was_asked(const bench_options& options, const recording& history, const bench_result& result,
                                 const first_run& first) {
  std::string wrong;
  auto write = [&](const std::string& path, auto&& text) {
    if (!path.empty() && wrong.empty() && !write_file(path, text())) wrong = "cannot write " + path;
  };
  write(options.matches, [&] { return first.matches + summary_line(result.columns.front().outcome); });
  write(options.write, [&] { return ticket_text(with_reactions(history, first.reactions)); });
  write(options.report, [&] { return page_of(result); });
  return wrong;
}

/// What is read is not written over, and nothing is written twice.
std::string why_not_write(const bench_options& options) {
  const std::array inputs{options.tickets, options.recorded, options.pool, options.against};
  const std::array outputs{options.matches, options.write, options.report};
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (outputs[i].empty()) continue;
    auto same = [&](const std::string& other) {
      std::error_code failed;
      return !other.empty() && (other == outputs[i] || std::filesystem::equivalent(other, outputs[i], failed));
    };
    if (std::any_of(inputs.begin(), inputs.end(), same)) return outputs[i] + " is what is read: write to another file";
    if (std::any_of(outputs.begin(), outputs.begin() + static_cast<std::ptrdiff_t>(i), same))
      return outputs[i] + " is named twice: write to another file";
  }
  return {};
}

int run(const bench_options& options) {
  if (auto why = why_not_write(options); !why.empty()) return complain(why);
  if (options.bench) {
    print_numbers(*options.bench, options.generator);
    return 0;
  }
  auto inputs = read_inputs(options);
  if (!inputs) return complain(inputs.error());
  if (!options.explain.empty()) return explain_ticket(options, inputs->history);
  auto runs = run_all(options, *inputs);
  if (!runs) return complain(runs.error());
  bench_result result{
      {inputs->history.kind}, std::move(runs->columns), runs->base, {}, {}, what_was_run(options, inputs->history)};
  if (inputs->against) result.rules.push_back(inputs->against->kind);
  for (auto patience_s : options.curve_patience_s) result.curve_patience_ms.push_back(patience_s * second_ms);
  for (const auto& each : runs->notes) result.what_was_run.emplace_back("note", each);
  if (options.optimum) add_optimum(result, inputs->history);
  fmt::print("{}", table_of(result.columns, result.base));
  for (const auto& [name, value] : result.what_was_run)
    if (name == "note" || name == "optimum") fmt::print("  {}: {}\n", name, value);
  auto wrong = write_what_was_asked(options, inputs->history, result, runs->first);
  return wrong.empty() ? 0 : complain(wrong);
}

}  // namespace

void add_match_command(CLI::App& program, std::string command_line, int& exit_code) {
  auto options = std::make_shared<bench_options>();
  options->command_line = std::move(command_line);
  auto* command =
      program.add_subcommand("match", "Tickets from a file or a generator through the matcher, on virtual time");
  declare(*command, *options);
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace moim::sim
