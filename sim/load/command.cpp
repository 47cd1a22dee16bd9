// Asio's coroutine headers forget it under g++ 12.
#include "sim/load/command.hpp"

#include "app/descriptors.hpp"
#include "metrics/exposition.hpp"
#include "sim/load/client/enough_descriptors.hpp"
#include "sim/load/progress.hpp"
#include "sim/load/run/load_run.hpp"
#include "sim/load/server/child_server.hpp"
#include "sim/report/metrics_server.hpp"

#include <CLI/CLI.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>

#include <charconv>
#include <csignal>
#include <fstream>
#include <map>
#include <utility>

namespace moim::load {
namespace {

using tcp = boost::asio::ip::tcp;

constexpr std::string_view more_help = R"(
Without --target it starts a moimd of its own, that lies beside this program, with its data in a temporary directory,
and passes on to it what follows `--`.

Ctrl-C ends the measuring early; what was done until then is checked and reported.

Scenarios
  mixed      people create, join, leave, lock, cancel, read and list rooms, follow some, and hand in tickets (default)
  many       64 people fill many rooms at once, 16 requests in flight on each connection
  hot        more people than seats, each on a connection of their own, race for one room of 2,000 seats after another
  revolving  64 of 2,000 people leave a full room and join it again, 16 requests in flight on each connection
  churn      people whose connections break all the time; they come back and resume

Examples
  moim-sim load
  moim-sim load --scenario many --rooms 20000 --duration 10s
  moim-sim load --scenario revolving --json hot.json
  moim-sim load --target 127.0.0.1:8080 --rate 5000 --duration 60s --encoding both

It exits with 1 if a promise was broken or a request was never answered, and names the room and what was seen; with 2
if there was no run.)";

template <class Enum>
std::map<std::string, Enum> by_name() {
  std::map<std::string, Enum> values;
  for (std::size_t i = 0; i < enum_names(Enum{}).size(); ++i)
    values.emplace(enum_names(Enum{})[i], static_cast<Enum>(i));
  return values;
}

/// People who try what cannot be as well come to the simulator only.
std::map<std::string, scenario_name> scenarios() {
  auto all = by_name<scenario_name>();
  all.erase(std::string{name_of(scenario_name::anything)});
  return all;
}

seat_range parse_seats(const std::string& text) {
  auto dots = text.find("..");
  auto number = [&](const std::string& part) {
    std::uint32_t value = 0;
    auto [end, failed] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (failed != std::errc{} || end != part.data() + part.size() || value < 1 || value > 100'000)
      throw CLI::ValidationError("--seats", "MIN..MAX, 1 to 100000");
    return value;
  };
  if (dots == std::string::npos) return {number(text), number(text)};
  seat_range range{number(text.substr(0, dots)), number(text.substr(dots + 2))};
  if (range.min > range.max) throw CLI::ValidationError("--seats", "MIN is greater than MAX");
  return range;
}

void declare(CLI::App& command, load_options& options) {
  command.add_option("--target", options.target, "HOST:PORT of a server that runs; absent: one of its own");
  command.add_option("--target-pid", options.target_process, "The server's process, to tell its CPU time per answer");
  command.add_option("--scenario", options.scenario, "mixed, many, hot, churn or revolving")
      ->transform(CLI::CheckedTransformer(scenarios()).description(""));
  command.add_option("--users", options.users, "People");
  command.add_option("--connections", options.connections, "Connections, one for each person at least");
  command.add_option("--rooms", options.rooms, "Rooms that are there before the measuring");
  command.add_option_function<std::string>(
      "--seats", [&](const std::string& text) { options.seats = parse_seats(text); }, "MIN..MAX seats of a room");
  command.add_option("--followers", options.followers, "People who follow each room");
  command.add_option("--in-flight", options.in_flight, "Unanswered requests of each connection (closed loop)");
  command.add_option("--window", options.window, "Unanswered requests of all connections together (closed loop)");
  command
      .add_option("--rate", options.rate_per_s,
                  "Open loop: arrivals a second, at random; latency counts from when\n"
                  "a request was due, so that a slow server cannot hide behind it")
      ->check(CLI::PositiveNumber);
  command
      .add_option("--retries", options.retries,
                  "The share (0 … 1) of changing requests that are sent twice with one key,\n"
                  "the second time over another connection")
      ->check(CLI::Range(0.0, 1.0))
      ->type_name("SHARE");
  command
      .add_option("--tickets", options.tickets,
                  "The share (0 … 1) of turns in which somebody hands in a ticket for two, or\n"
                  "looks how theirs fares; 0.02 in mixed, else 0")
      ->check(CLI::Range(0.0, 1.0))
      ->type_name("SHARE");
  command.add_option("--duration", options.duration_s, "How long to measure: 10, 10s, 2m")
      ->transform(CLI::AsNumberWithUnit(std::map<std::string, double>{{"s", 1}, {"m", 60}},
                                        CLI::AsNumberWithUnit::UNIT_OPTIONAL, ""))
      ->type_name("TIME");
  command.add_option("--encoding", options.wire, "msgpack, json or both")
      ->transform(CLI::CheckedTransformer(by_name<wire_choice>()).description(""));
  command.add_option("--away", options.away_s, "Seconds that the server may be away before the run is given up");
  command.add_option("--seed", options.seed, "The same seed gives people the same plans");
  command.add_option("--json", options.json_file, "Write everything that was measured to this file");
  command.add_option("--metrics", options.metrics_address, "ADDRESS:PORT to show the harness's own metrics at");
  command.add_flag("--quiet", options.quiet, "No progress; the table only if a promise was broken");
  command.add_option("server arguments", options.server_arguments, "After `--`: passed on to its own server");
  command.footer(std::string{more_help});
}

tl::expected<tcp::endpoint, std::string> parse_endpoint(const std::string& text) {
  auto colon = text.rfind(':');
  boost::system::error_code error;
  auto host = text.substr(0, colon);
  auto address = boost::asio::ip::make_address(host == "localhost" ? "127.0.0.1" : host, error);
  auto port = colon == std::string::npos ? 0 : std::atoi(text.c_str() + colon + 1);
  if (error || colon == std::string::npos || port < 0 || port > 65'535)
    return tl::unexpected{"'" + text + "' is not ADDRESS:PORT, such as 127.0.0.1:8080"};
  return tcp::endpoint{address, static_cast<std::uint16_t>(port)};
}

tl::expected<report, std::string> run_against(const std::string& target, std::optional<pid_t> process,
                                              const load_options& options) {
  auto server = parse_endpoint(target);
  if (!server) return tl::unexpected{server.error()};
  event_loop loop;
  load_metrics metrics;
  progress_line progress;
  std::optional<sim::metrics_server> shown;
  boost::asio::signal_set signals{loop.io, SIGINT, SIGTERM};
  load_run run{loop, *server, decide_plan(options), process, metrics, [&](const load_run& now) {
                 if (!options.quiet) progress.show(now);
                 if (now.now_in() != load_run::phase::over) return;
                 signals.cancel();
                 if (shown) shown->stop();
               }};
  signals.async_wait([&](const boost::system::error_code& error, int) {
    if (!error) run.stop_early();
  });
  if (!options.metrics_address.empty()) {
    auto at = parse_endpoint(options.metrics_address);
    if (!at) return tl::unexpected{at.error()};
    shown.emplace(loop.io, *at, [&] {
      metrics.connections().set(static_cast<std::int64_t>(run.lines().open_count()));
      metrics.in_flight().set(static_cast<std::int64_t>(run.in_flight()));
      metrics.sent_again().raise_to(run.counts().sent_again);
      metrics.violations().raise_to(run.found().count());
      return exposition(metrics.all);
    });
    if (!options.quiet) fmt::print(stderr, "metrics at {}\n", shown->url());
  }
  auto outcome = run.run();
  progress.finish();
  if (outcome) outcome->target = target;
  return outcome;
}

tl::expected<report, std::string> run_with(const load_options& options) {
  auto connections = decide_plan(options).connections;
  if (auto why = why_too_few_descriptors(connections, raise_descriptor_limit(), options.target.empty()))
    return tl::unexpected{*why};
  std::optional<pid_t> process;
  if (options.target_process) process = *options.target_process;
  if (!options.target.empty()) return run_against(options.target, process, options);
  auto server = child_server::start(options.server_arguments);
  if (!server) return tl::unexpected{server.error()};
  auto outcome = run_against(server->address(), server->process(), options);
  auto wrong = server->stop();
  if (outcome && !wrong.empty()) return tl::unexpected{wrong};
  return outcome;
}

int run_command(const load_options& options) {
  auto outcome = run_with(options);
  if (!outcome) {
    fmt::print(stderr, "moim-sim load: {}\n", outcome.error());
    return 2;
  }
  if (!options.quiet || !outcome->is_good()) fmt::print("{}", to_table(*outcome));
  if (!options.json_file.empty() && !(std::ofstream{options.json_file} << to_json(*outcome))) {
    fmt::print(stderr, "moim-sim load: cannot write {}\n", options.json_file);
    return 2;
  }
  return outcome->is_good() ? 0 : 1;
}

}  // namespace

void add_load_command(CLI::App& program, int& exit_code) {
  auto options = std::make_shared<load_options>();
  auto* command = program.add_subcommand(
      "load", "Thousands of people over real WebSockets; checks every promise that shows from outside");
  declare(*command, *options);
  command->callback([options, &exit_code] { exit_code = run_command(*options); });
}

}  // namespace moim::load
