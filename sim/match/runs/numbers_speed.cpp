#include "domain/matching/explain/explanation.hpp"
#include "sim/match/runs/match_run.hpp"
#include "sim/match/runs/numbers.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace moim::sim {
namespace {

constexpr std::uint32_t for_ever_s = 2'592'000;
constexpr time_ms between_arrivals_ms = 10;

void print_dense(const char* name, double per_minute, std::uint64_t seed) {
  generator_options made;
  made.seed = seed;
  made.tickets = 100'000;
  made.per_minute = per_minute;
  made.ttl_s = 1'800;
  auto history = generate(made);
  std::vector<double> took_s;
  for (int turn = 0; turn < 3; ++turn) {
    match_options how;
    how.run_out = false;
    match_run run{history.kind, how};
    run.run(history);
    took_s.push_back(run.outcome().cpu_s);
  }
  fmt::print("100,000 dense tickets, {}: {:.3f} s (median of 3)\n", name, quantile(took_s, 0.5));
  std::fflush(stdout);
}

/// The share of arrivals that end up waiting. To fill the pool, that many more have to come.
double waiting_share(family what) { return what == family::narrow ? 0.25 : what == family::wide ? 0.6 : 1; }

/// Arrivals one by one until so many wait, then so many more.
class full_pool {
 public:
  full_pool(family what, std::size_t waiting, const generator_options& from)
      : options_(options_of(what, waiting, from)), source_(options_), run_(kind_of(options_), timed()) {
    for (std::size_t came = 0; run_.state().table().size() < waiting && came < 12 * waiting; ++came) arrive();
  }

  void print_arrivals(std::size_t count) {
    auto before = run_.outcome();
    for (std::size_t i = 0; i < count; ++i) arrive();
    const auto& after = run_.outcome();
    std::vector<double> us(after.batch_us.end() - static_cast<std::ptrdiff_t>(count), after.batch_us.end());
    double total_us = 0;
    for (auto each : us) total_us += each;
    auto arrivals = static_cast<double>(count);
    fmt::print(
        "{:<8} {:>10} {:>9.1f} us {:>7.1f} us {:>7.0f} us {:>9.1f} {:>8} {:>8.2f} {:>8.0f}", enum_name(options_.what),
        after.waiting_at_end, total_us / arrivals, quantile(us, 0.99), quantile(us, 1),
        static_cast<double>(after.work.steps() - before.work.steps()) / arrivals, after.work.cuts - before.work.cuts,
        static_cast<double>(after.people_matched - before.people_matched) / arrivals,
        static_cast<double>(after.max_bytes) / static_cast<double>(std::max<std::size_t>(after.waiting_at_end, 1)));
  }

  void print_explanations() {
    const auto& table = run_.state().table();
    matcher_workspace workspace{run_.state().kind()};
    std::vector<double> us;
    auto every = std::max<std::size_t>(table.size() / 1'000, 1);
    std::size_t number = 0;
    for (auto each = table.oldest(); each != ticket_table::nowhere; each = table.newer(each)) {
      if (number++ % every != 0) continue;
      auto began = process_cpu_s();
      explain_to_people(run_.state(), table.at(each).id, now_, workspace);
      us.push_back((process_cpu_s() - began) * 1e6);
    }
    fmt::print(" {:>7.0f} us {:>7.0f} us\n", quantile(us, 0.5), quantile(us, 0.99));
    std::fflush(stdout);
  }

 private:
  static generator_options options_of(family what, std::size_t waiting, const generator_options& from) {
    generator_options made;
    made.what = what;
    made.seed = from.seed;
    made.neighbours = from.neighbours;
    made.waiting = static_cast<std::size_t>(static_cast<double>(waiting) / waiting_share(what));
    made.ttl_s = for_ever_s;
    return made;
  }
  static match_options timed() {
    match_options how;
    how.time_batches = true;
    return how;
  }
  void arrive() {
    now_ += between_arrivals_ms;
    std::vector<pool_command> batch;
    batch.emplace_back(submit_ticket{source_.next(now_)});
    run_.give(now_, std::move(batch));
  }

  generator_options options_;
  ticket_source source_;
  match_run run_;
  time_ms now_ = 0;
};

}  // namespace

void print_speed(const generator_options& from) {
  print_dense("one by one", 6'000, from.seed);
  print_dense("all at once", 0, from.seed);
  fmt::print("\nAn arrival where no group is left, and an explanation\n");
  fmt::print("{:<8} {:>10} {:>12} {:>10} {:>10} {:>9} {:>8} {:>8} {:>8} {:>10} {:>10}\n", "family", "waiting", "mean",
             "p99", "most", "steps", "cut", "matched", "bytes", "explained", "p99");
  std::vector<std::size_t> sizes{1'000, 100'000};
  if (from.tickets > sizes.back()) sizes.push_back(from.tickets);
  for (auto what : {family::narrow, family::wide, family::mixed, family::pairs})
    for (auto waiting : sizes) {
      // Each of its tickets brings many names, which would fill the memory.
      if (what == family::pairs && waiting > 100'000) continue;
      full_pool pool{what, waiting, from};
      pool.print_arrivals(std::min<std::size_t>(waiting / 6, 10'000));
      pool.print_explanations();
    }
}

void print_numbers(numbers which, const generator_options& from) {
  switch (which) {
    case numbers::streams:
      return print_streams(from);
    case numbers::bursts:
      return print_bursts(from);
    case numbers::batches:
      return print_batches(from);
    case numbers::speed:
      return print_speed(from);
  }
}

}  // namespace moim::sim
