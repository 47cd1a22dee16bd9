#include "sim/load/report/load_report.hpp"

#include <fmt/format.h>

namespace moim::load {
namespace {

std::string duration(std::uint64_t ns) {
  auto value = static_cast<double>(ns);
  if (value < 1e6) return fmt::format("{:.0f} µs", value / 1e3);
  if (value < 1e9) return fmt::format("{:.{}f} ms", value / 1e6, value < 1e7 ? 2 : 1);
  return fmt::format("{:.2f} s", value / 1e9);
}

std::string row(operation what, const run_counts::row& of, double window_s) {
  const auto& latency = of.latency_ns;
  return fmt::format("  {:<16}{:>10}{:>9}{:>11.0f}{:>10}{:>10}{:>10}{:>10}{:>10}\n", to_text(what), of.done, of.refused,
                     static_cast<double>(of.done + of.refused) / window_s, duration(latency.quantile(0.5)),
                     duration(latency.quantile(0.9)), duration(latency.quantile(0.99)),
                     duration(latency.quantile(0.999)), duration(latency.greatest()));
}

std::string cpu(const report& of) {
  auto each = [&](std::int64_t ns) {
    return of.answers_in_window == 0 ? 0 : static_cast<double>(ns) / 1e3 / static_cast<double>(of.answers_in_window);
  };
  auto busy = [&](std::int64_t ns) { return of.window_s == 0 ? 0 : static_cast<double>(ns) / 1e7 / of.window_s; };
  std::string text = "  CPU per answer  ";
  if (of.server_cpu_ns)
    text += fmt::format("server {:.1f} µs ({:.0f} % of a core) · ", each(*of.server_cpu_ns), busy(*of.server_cpu_ns));
  return text + fmt::format("harness {:.1f} µs ({:.0f} %)\n", each(of.own_cpu_ns), busy(of.own_cpu_ns));
}

std::string refusals(const run_counts& counts) {
  std::string text;
  for (const auto& [code, times] : counts.refusals)
    text += fmt::format("{}{} {}", text.empty() ? "" : " · ", describe(code).name, times);
  return text.empty() ? "none" : text;
}

std::string endings(const report& of) {
  std::string text;
  for (const auto& [why, times] : of.connections_ended)
    text += fmt::format("{}{} {}", text.empty() ? "" : " · ", why, times);
  return text.empty() ? "none" : text;
}

std::string what_was_checked(const report& of) {
  auto text = fmt::format(
      "  P1 seats, P2 acknowledged means durable, P3 exactly once: {} rooms read again, {} members;\n"
      "  {} requests sent again with their key.\n"
      "  P7 honest resume: {} followers, {} pushes, {} resumed, {} of them with a new snapshot.\n"
      "  Linearisable: an order was sought for all that was answered of {} rooms; {} not decided, {} too busy for "
      "it.\n",
      of.rooms_read, of.members_seen, of.counts.sent_again, of.followers, of.counts.pushes, of.resumed, of.snapshots,
      of.orders_searched, of.orders_undecided, of.orders_not_searched);
  if (of.tickets > 0)
    text += fmt::format("  P4 one end per ticket: {} tickets, {} of them have ended; their people were told once.\n",
                        of.tickets, of.tickets_ended);
  if (of.counts.given_up > 0)
    text += fmt::format("  {} requests have no known outcome and were not judged.\n", of.counts.given_up);
  if (of.unanswered.empty() && of.found.is_clean()) return text + "  Every promise was kept.\n";
  if (!of.unanswered.empty()) text += "  NEVER ANSWERED, however long it was waited:\n" + of.unanswered;
  if (of.found.count() > 0) text += fmt::format("  BROKEN PROMISES: {}\n", of.found.count());
  for (const auto& each : of.found.found()) text += fmt::format("  {} · {}\n", each.promise, each.what);
  return text;
}

/// A closed loop's latencies say how long a line people stand in, so they mean nothing without its length.
std::string what_latencies_are_of(const load_plan& plan) {
  if (plan.rate_per_s)
    return fmt::format("latencies are from when a request was due, at {:.0f} arrivals/s", *plan.rate_per_s);
  return fmt::format(
      "latencies are those of {} requests under way at once (closed loop): whoever has an answer asks for the next "
      "thing;\n                  --rate measures what people wait who arrive by themselves",
      plan.requests_under_way());
}

}  // namespace

std::string to_table(const report& of) {
  auto pace = of.plan.rate_per_s ? fmt::format("open loop, {:.0f} arrivals/s", *of.plan.rate_per_s)
                                 : fmt::format("closed loop, {} in flight each", of.plan.in_flight);
  auto text = fmt::format("\n{} · {} · {} people on {} connections · {} · {} · rooms of {}–{} seats ({})\n\n",
                          name_of(of.plan.scenario), of.target, of.plan.users, of.plan.connections, pace,
                          name_of(of.plan.wire), of.plan.seats.min, of.plan.seats.max, of.kind);
  text += fmt::format("  {:<16}{:>10}{:>9}{:>11}{:>10}{:>10}{:>10}{:>10}{:>10}\n", "operation", "done", "refused",
                      "per second", "p50", "p90", "p99", "p99.9", "most");
  for (std::size_t i = 0; i < operation_count; ++i) {
    const auto& each = of.counts.operations[i];
    if (each.done + each.refused > 0) text += row(static_cast<operation>(i), each, of.window_s);
  }
  auto per_second = of.window_s == 0 ? 0 : static_cast<double>(of.answers_in_window) / of.window_s;
  text += fmt::format("\n  in {:.1f} s{}: {} answers, {:.0f} per second; {} MB sent, {} MB received\n", of.window_s,
                      of.ran_dry ? " (then everybody had done all they came for)" : "", of.answers_in_window,
                      per_second, of.sent_bytes / 1'000'000, of.received_bytes / 1'000'000);
  text += fmt::format("  load            {}\n", what_latencies_are_of(of.plan));
  text += cpu(of);
  text += fmt::format("  refusals        {}\n  disconnects     {}\n", refusals(of.counts), endings(of));
  if (of.connections_not_opened > 0)
    text +=
        fmt::format("  not opened      {} tries; the reasons are among the disconnects\n", of.connections_not_opened);
  text += "\n";
  return text + what_was_checked(of);
}

}  // namespace moim::load
