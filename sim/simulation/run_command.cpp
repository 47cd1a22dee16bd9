#include "sim/simulation/run_command.hpp"

#include "sim/report/metrics_server.hpp"
#include "sim/simulation/report/recoveries.hpp"
#include "sim/simulation/report/run_metrics.hpp"
#include "sim/simulation/shrink.hpp"

#include <signal.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <csignal>
#include <ctime>

namespace moim::sim {
namespace {

using tcp = boost::asio::ip::tcp;

struct run_options {
  std::uint64_t seed = 1;
  std::uint64_t seeds = 1;
  bool trace = false;
  bool shrink = false;
  bool keep_going = false;
  std::optional<std::uint16_t> metrics_port;
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

/// The runs of one command, one after the other.
class series {
 public:
  explicit series(const run_options& options)
      : options_(options), settings_{options.fixed(), options.trace ? stdout : nullptr} {
    if (!options.metrics_port) return;
    shown_.emplace(io_, tcp::endpoint{boost::asio::ip::address_v4::loopback(), *options.metrics_port},
                   [this] { return exposition(all_, metrics_); });
    fmt::print(stderr, "metrics at {}\n", shown_->url());
  }

  /// Returns the exit code.
  int run() {
    for (auto seed = options_.seed; !stopped && is_asked_for(seed); ++seed) {
      simulation run{seed, metrics_, settings_};
      if (options_.seeds == 1 && !options_.trace) tell_drawn(seed, run.drawn());
      auto done = run.run();
      all_.add(done);
      all_.cpu_s = cpu_seconds() - began_;
      answer_scrapes();
      if (done.broken) tell_failure(done);
      if (done.broken && !options_.keep_going) return 1;
      if (options_.seeds == 1 && !done.broken) fmt::print("digest {:016x}\n", done.digest);
      show_progress();
    }
    print_progress(all_, terminal_);
    add_recoveries(metrics_, all_.seen);
    fmt::print("{}{}", terminal_ ? "\n" : "", table_of(all_));
    return all_.failures == 0 ? 0 : 1;
  }

 private:
  bool is_asked_for(std::uint64_t seed) const { return options_.seeds == 0 || seed < options_.seed + options_.seeds; }

  /// Between two runs, by the thread that runs them: so a scrape can change nothing in a run, nor see half of one.
  void answer_scrapes() { io_.poll(); }

  void tell_drawn(std::uint64_t seed, const parameters& drawn) {
    fmt::print("seed {}: {}\n", seed, to_text(drawn));
    std::fflush(stdout);
  }

  void show_progress() {
    if (cpu_seconds() - shown_at_ < (terminal_ ? 0.5 : 10)) return;
    shown_at_ = cpu_seconds();
    print_progress(all_, terminal_);
  }

  void tell_failure(const outcome& done) {
    options_.shrink ? tell_smaller(done) : fmt::print("\n{}", failure_of(done, settings_.fixed));
    std::fflush(stdout);
  }

  void tell_smaller(const outcome& done) {
    fmt::print("seed {} broke {}; looking for a smaller run that does\n", done.seed, done.broken->promise);
    auto found = shrink(done, settings_.fixed, metrics_, [this](const std::string& what) {
      fmt::print("  still broken {}\n", what);
      std::fflush(stdout);
      answer_scrapes();
    });
    fmt::print("\nThe smallest of {} runs: {} steps, where {} were needed.\n\n{}", found.runs, found.done.steps,
               done.steps, failure_of(found.done, found.fixed));
  }

  const run_options& options_;
  run_settings settings_;
  catalogue metrics_{"simulation"};
  totals all_;
  double began_ = cpu_seconds();
  double shown_at_ = began_;
  bool terminal_ = isatty(STDOUT_FILENO) != 0;
  boost::asio::io_context io_{1};
  std::optional<metrics_server> shown_;
};

int run(const run_options& options) {
  spdlog::set_level(spdlog::level::off);
  stop_on_interrupt();
  try {
    return series{options}.run();
  } catch (const boost::system::system_error& error) {
    fmt::print(stderr, "moim-sim run: no metrics at port {}: {}\n", *options.metrics_port, error.code().message());
    return 2;
  }
}

/// A flag for each parameter, in two groups.
void add_parameter_flags(CLI::App& command, run_options& options) {
  for (const auto& each : all_parameters()) {
    auto about = fmt::format("{} Drawn from {:g} to {:g}{}", each.about, each.min, each.max,
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
  command->add_flag("--keep-going", options->keep_going, "Go on after a seed that fails.");
  command
      ->add_option("--metrics", options->metrics_port,
                   "Show metrics to Prometheus at this port of 127.0.0.1; 0: a free one, told at the start.")
      ->take_last();
  add_parameter_flags(*command, *options);
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace moim::sim
