#include "sim/simulation/run_command.hpp"

#include "sim/simulation/recoveries.hpp"
#include "sim/simulation/report.hpp"
#include "sim/simulation/shrink.hpp"

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
  bool shrink = false;
  std::map<std::string_view, std::optional<double>> given;

  fixed_parameters fixed() const {
    fixed_parameters all;
    for (const auto& [name, value] : given)
      if (value) all[name] = *value;
    return all;
  }
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

void tell_smaller(const outcome& done, const fixed_parameters& fixed, catalogue& metrics) {
  fmt::print("seed {} broke {}; looking for a smaller run that does\n", done.seed, done.broken->promise);
  auto found = shrink(done, fixed, metrics, [](const std::string& what) {
    fmt::print("  still broken {}\n", what);
    std::fflush(stdout);
  });
  fmt::print("\nThe smallest of {} runs: {} steps, where {} were needed.\n\n{}", found.runs, found.done.steps,
             done.steps, failure_of(found.done, found.fixed));
}

int run(const run_options& options) {
  spdlog::set_level(spdlog::level::off);
  stop_on_interrupt();
  catalogue metrics{"simulation"};
  totals all;
  run_settings settings{options.fixed(), options.trace ? stdout : nullptr};
  auto began = cpu_seconds();
  auto shown = began;
  bool terminal = isatty(STDOUT_FILENO) != 0;
  for (auto seed = options.seed; !stopped && (options.seeds == 0 || seed < options.seed + options.seeds); ++seed) {
    auto done = simulation{seed, metrics, settings}.run();
    if (done.broken) {
      options.shrink ? tell_smaller(done, settings.fixed, metrics)
                     : fmt::print("\n{}", failure_of(done, settings.fixed));
      return 1;
    }
    all.add(done);
    all.cpu_s = cpu_seconds() - began;
    if (options.seeds == 1) fmt::print("seed {}: {}\ndigest {:016x}\n", seed, to_text(done.drawn), done.digest);
    if (cpu_seconds() - shown < (terminal ? 0.5 : 10)) continue;
    shown = cpu_seconds();
    print_progress(all, terminal);
  }
  print_progress(all, terminal);
  add_recoveries(metrics, all.seen);
  fmt::print("{}{}", terminal ? "\n" : "", table_of(all));
  return 0;
}

/// A flag for each parameter, in two groups.
void add_parameter_flags(CLI::App& command, run_options& options) {
  for (const auto& each : all_parameters()) {
    auto about = fmt::format("{} Drawn from {:g} to {:g}{}", each.about, each.least, each.most,
                             each.on < 1 ? fmt::format(", in {:.0f} % of the runs.", 100 * each.on) : ".");
    command.add_option(fmt::format("--{}", each.name), options.given[each.name], about)
        ->check(CLI::NonNegativeNumber)
        ->group(each.is_fault ? "What goes wrong (a chance per operation, or ms between two; 0: never)"
                              : "What a run is made of (each follows from the seed unless it is given)");
  }
}

}  // namespace

void add_run_command(CLI::App& program, int& exit_code) {
  auto options = std::make_shared<run_options>();
  auto* command =
      program.add_subcommand("run", "Runs the deterministic simulator: nodes, people and faults from a seed.");
  command->footer(
      "Every run is its seed: the same seed gives the same run, event by event.\n"
      "Ctrl-C ends it with the report of what happened until then.\n"
      "  moim-sim run --seeds 1000                       a thousand runs\n"
      "  moim-sim run --seed 42 --trace                  one run, told line by line\n"
      "  moim-sim run --seeds 100 --nodes 1 --people 50  more people on one node\n"
      "  moim-sim run --seed 42 --shrink                 the smallest run that fails as this one does");
  // The last one counts, so that `make sim args="--seeds 1"` may say otherwise than `make sim`.
  command->add_option("--seed", options->seed, "The first seed.")->capture_default_str()->take_last();
  command->add_option("--seeds", options->seeds, "How many seeds; 0: until stopped.")
      ->capture_default_str()
      ->take_last();
  command->add_flag("--trace", options->trace, "Tell the run line by line.");
  command->add_flag("--shrink", options->shrink, "Look for a smaller run that fails in the same way.");
  add_parameter_flags(*command, *options);
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace moim::sim
