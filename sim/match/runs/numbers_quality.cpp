#include "sim/match/oracles/optimum.hpp"
#include "sim/match/runs/match_run.hpp"
#include "sim/match/runs/numbers.hpp"
#include "sim/match/runs/oldest_first.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace moim::sim {
namespace {

constexpr std::array five_families{family::dense, family::narrow, family::mixed, family::wide, family::skewed};
constexpr std::uint64_t seeds = 6;
constexpr std::uint32_t stream_ttl_s = 300;
constexpr std::size_t min_stream_tickets = 4'000;

/// How many more tickets a family needs nearby for as many to suit as in the other families.
double reach_of(family what) { return what == family::mixed ? 4 : what == family::wide ? 5.0 / 3 : 1; }

/// Differences to oldest-first: of waits as shares, of people matched as shares of all people.
struct difference {
  double wait_sum = 0;
  double wait_worst = -1;
  double people_sum = 0;
  double people_worst = 1;
  double runs = 0;

  void add(double wait, double people) {
    wait_sum += wait;
    wait_worst = std::max(wait_worst, wait);
    people_sum += people;
    people_worst = std::min(people_worst, people);
    ++runs;
  }
  void add(const difference& more) {
    wait_sum += more.wait_sum;
    wait_worst = std::max(wait_worst, more.wait_worst);
    people_sum += more.people_sum;
    people_worst = std::min(people_worst, more.people_worst);
    runs += more.runs;
  }
  std::string text() const {
    return fmt::format("{:>+8.2f} % {:>+8.2f} % {:>+8.3f} % {:>+8.2f} %", 100 * wait_sum / runs, 100 * wait_worst,
                       100 * people_sum / runs, 100 * people_worst);
  }
};

void print_head(const char* load) {
  fmt::print("{:<8} {:>12} {:>12} {:>10} {:>9} {:>10} {:>10} {:>10} {:>10}\n", "family", load, "oldest first", "moim",
             "matched", "wait", "at worst", "people", "at worst");
}

difference print_row(generator_options made, const std::string& load, std::uint64_t first_seed, std::uint32_t wave_ms) {
  difference row;
  double other_wait_s = 0, our_wait_s = 0, matched = 0;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    made.seed = first_seed + seed;
    auto history = generate(made);
    auto other = run_oldest_first(history);
    history.kind.wave_ms = wave_ms;
    match_run run{history.kind, {}};
    run.run(history);
    const auto& ours = run.outcome();
    auto people = static_cast<double>(ours.people);
    auto more = static_cast<double>(ours.people_matched) - static_cast<double>(other.people_matched);
    row.add(ours.mean_wait_s() / other.mean_wait_s() - 1, more / people);
    other_wait_s += other.mean_wait_s() / seeds;
    our_wait_s += ours.mean_wait_s() / seeds;
    matched += static_cast<double>(ours.people_matched) / people / seeds;
  }
  fmt::print("{:<8} {:>12} {:>10.2f} s {:>8.2f} s {:>7.1f} % {}\n", enum_name(made.what), load, other_wait_s,
             our_wait_s, 100 * matched, row.text());
  std::fflush(stdout);
  return row;
}

void print_all(const difference& all) { fmt::print("{:<56} {}\n", "all", all.text()); }

}  // namespace

void print_streams(const generator_options& from) {
  print_head("a minute");
  difference all;
  for (auto what : five_families)
    for (auto load : {3.0, 8.0}) {
      generator_options made;
      made.what = what;
      made.tickets = std::max(from.tickets, min_stream_tickets);
      made.ttl_s = stream_ttl_s;
      made.per_minute = 20 * load;
      made.waiting = static_cast<std::size_t>(100 * load);
      made.neighbours = 6 * load * reach_of(what);
      all.add(print_row(made, fmt::format("{:.0f}", made.per_minute), from.seed, 0));
    }
  print_all(all);
}

void print_bursts(const generator_options& from) {
  print_head("40 in");
  difference all;
  for (auto what : five_families)
    for (auto apart_s : {60.0, 20.0}) {
      generator_options made;
      made.what = what;
      made.tickets = 2'000;
      made.ttl_s = stream_ttl_s;
      made.burst = 40;
      made.burst_ms = 1'500;
      made.per_minute = 40 * 60 / apart_s;
      made.waiting = made.burst;
      made.neighbours = from.neighbours * reach_of(what);
      all.add(print_row(made, fmt::format("{:.0f} s", apart_s), from.seed, 2'000));
    }
  print_all(all);
}

void print_batches(const generator_options& from) {
  fmt::print("{:<8} {:>8} {:>10} {:>12} {:>10} {:>12} {:>14}\n", "family", "people", "matched", "of optimum",
             "at worst", "known of", "CPU a ticket");
  for (auto people : {20u, 40u, 120u, 200u, 400u})
    for (auto what : five_families) {
      double matched = 0, all = 0, ratios = 0, worst = 1, known = 0, slowest_us = 0;
      for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        generator_options made;
        made.what = what;
        made.seed = from.seed + seed;
        made.tickets = people * 9 / 10;
        made.waiting = people;
        made.per_minute = 0;
        made.neighbours = from.neighbours * reach_of(what);
        auto history = generate(made);
        match_options how;
        how.run_out = false;
        match_run run{history.kind, how};
        run.run(history);
        const auto& ours = run.outcome();
        matched += static_cast<double>(ours.people_matched);
        all += static_cast<double>(ours.people);
        slowest_us = std::max(slowest_us, ours.cpu_s * 1e6 / static_cast<double>(ours.submitted));
        auto best = optimum_of(history, ours);
        if (!best) continue;
        auto ratio = *best > 0 ? static_cast<double>(ours.people_matched) / *best : 1;
        ratios += ratio;
        worst = std::min(worst, ratio);
        ++known;
      }
      auto of_optimum = known > 0 ? fmt::format("{:>10.2f} % {:>8.2f} %", 100 * ratios / known, 100 * worst)
                                  : fmt::format("{:>12} {:>10}", "unknown", "");
      fmt::print("{:<8} {:>8} {:>8.2f} % {} {:>7} of {} {:>11.0f} us\n", enum_name(what), people, 100 * matched / all,
                 of_optimum, known, seeds, slowest_us);
      std::fflush(stdout);
    }
}

}  // namespace moim::sim
