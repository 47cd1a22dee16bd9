#include "sim/simulation/run_command.hpp"

#include "sim/simulation/recoveries.hpp"
#include "sim/simulation/report.hpp"

#include <signal.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <csignal>
#include <ctime>

namespace moim::sim {
namespace {

struct run_options {
  std::uint64_t seed = 1;
  std::uint64_t seeds = 1;
  bool trace = false;
};

/// Ctrl-C ends the seeds, not the program: what was found until then is told. A second one ends it.
volatile std::sig_atomic_t stopped = 0;

void stop_on_interrupt() {
  struct sigaction action {};
  action.sa_handler = [](int) { stopped = 1; };
  action.sa_flags = SA_RESETHAND;
  sigaction(SIGINT, &action, nullptr);
}

void print_progress(const totals& so_far, bool terminal) {
  fmt::print("{}{}{}", terminal ? "\r\x1b[K" : "", progress_of(so_far), terminal ? "" : "\n");
  std::fflush(stdout);
}

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

int run(const run_options& options) {
  spdlog::set_level(spdlog::level::off);
  stop_on_interrupt();
  catalogue metrics{"simulation"};
  totals all;
  auto began = cpu_seconds();
  auto shown = began;
  bool terminal = isatty(STDOUT_FILENO) != 0;
  for (auto seed = options.seed; !stopped && (options.seeds == 0 || seed < options.seed + options.seeds); ++seed) {
    auto done = simulation{seed, metrics, options.trace ? stdout : nullptr}.run();
    if (done.broken) {
      fmt::print("\n{}", failure_of(done));
      return 1;
    }
    all.add(done);
    all.cpu_s = cpu_seconds() - began;
    if (options.seeds == 1) fmt::print("seed {} digest {:016x}\n", seed, done.digest);
    if (cpu_seconds() - shown < (terminal ? 0.5 : 10)) continue;
    shown = cpu_seconds();
    print_progress(all, terminal);
  }
  print_progress(all, terminal);
  add_recoveries(metrics, all.seen);
  fmt::print("{}{}", terminal ? "\n" : "", table_of(all));
  return 0;
}

}  // namespace

void add_run_command(CLI::App& program, int& exit_code) {
  auto options = std::make_shared<run_options>();
  auto* command =
      program.add_subcommand("run", "Runs the deterministic simulator: nodes, people and faults from a seed.");
  command->footer(
      "Every run is its seed: the same seed gives the same run, event by event.\n"
      "Ctrl-C ends it with the report of what happened until then.\n"
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
