#include "sim/simulation/run_command.hpp"

#include "sim/simulation/simulation.hpp"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <chrono>
#include <ctime>

namespace moim::sim {
namespace {

struct run_options {
  std::uint64_t seed = 1;
  std::uint64_t seeds = 1;
  bool trace = false;
};

struct totals {
  std::uint64_t runs = 0;
  std::uint64_t steps = 0;
  std::uint64_t commits = 0;
  std::uint64_t answers = 0;
  std::map<std::string, std::uint64_t, std::less<>> happened;

  void add(const outcome& done) {
    ++runs;
    steps += done.steps;
    commits += done.commits;
    answers += done.answers;
    for (const auto& [what, count] : done.happened) happened[what] += count;
  }
};

void print_failure(const outcome& done) {
  fmt::print("\nseed {} broke {}: {}\n\nThe run: {}\nIts last lines:\n", done.seed, done.broken->promise,
             done.broken->what, done.drawn);
  for (const auto& line : done.last_lines) fmt::print("  {}\n", line);
  fmt::print("\nTo see all of it:  moim-sim run --seed {} --trace\n", done.seed);
}

void print_progress(const totals& so_far, double cpu_s, bool terminal) {
  fmt::print("{}{} seeds passed, {:.1f} M events, {:.0f} k events per CPU second, {} commits, {} answers{}",
             terminal ? "\r" : "", so_far.runs, static_cast<double>(so_far.steps) / 1e6,
             static_cast<double>(so_far.steps) / cpu_s / 1e3, so_far.commits, so_far.answers, terminal ? "  " : "\n");
  std::fflush(stdout);
}

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

int run(const run_options& options) {
  spdlog::set_level(spdlog::level::off);
  catalogue metrics{"simulation"};
  totals all;
  auto began = cpu_seconds();
  auto shown = began;
  bool terminal = isatty(STDOUT_FILENO) != 0;
  for (auto seed = options.seed; options.seeds == 0 || seed < options.seed + options.seeds; ++seed) {
    auto done = simulation{seed, metrics, options.trace ? stdout : nullptr}.run();
    all.add(done);
    if (done.broken) {
      print_failure(done);
      return 1;
    }
    if (options.seeds == 1) fmt::print("seed {} digest {:016x}\n", seed, done.digest);
    if (cpu_seconds() - shown < (terminal ? 0.5 : 10)) continue;
    shown = cpu_seconds();
    print_progress(all, shown - began, terminal);
  }
  print_progress(all, cpu_seconds() - began, terminal);
  fmt::print("\n\n{:<34}{:>12}\n", "what happened", "times");
  for (const auto& [what, count] : all.happened) fmt::print("  {:<32}{:>12}\n", what, count);
  return 0;
}

}  // namespace

void add_run_command(CLI::App& program, int& exit_code) {
  auto options = std::make_shared<run_options>();
  auto* command =
      program.add_subcommand("run", "Runs the deterministic simulator: nodes, people and faults from a seed.");
  command->footer(
      "Every run is its seed: the same seed gives the same run, event by event.\n"
      "  moim-sim run --seeds 1000            a thousand runs\n"
      "  moim-sim run --seed 42 --trace       one run, told line by line");
  // The last one counts, so that `make sim args="--seeds 1"` may say otherwise than `make sim`.
  command->add_option("--seed", options->seed, "The first seed.")->capture_default_str()->take_last();
  command->add_option("--seeds", options->seeds, "How many seeds; 0: until stopped.")
      ->capture_default_str()
      ->take_last();
  command->add_flag("--trace", options->trace, "Tell the run line by line.");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace moim::sim
