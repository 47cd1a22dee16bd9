#include "sim/match/runs/crowd.hpp"

#include "sim/match/runs/bench_runs.hpp"
#include "sim/match/runs/match_run.hpp"

#include <catch2/catch.hpp>

namespace moim::sim {
namespace {

bench_options asked_people() {
  bench_options options;
  options.generator.what = family::dense;
  options.generator.tickets = 400;
  options.generator.accept_within_s = 20;
  options.generator.ttl_s = 300;
  return options;
}

bench_runs runs_of(const bench_options& options) {
  auto inputs = read_inputs(options);
  REQUIRE(inputs);
  auto runs = run_all(options, *inputs);
  REQUIRE(runs);
  return *runs;
}

std::size_t ended(const match_outcome& of, ticket_end why) { return of.ends[static_cast<std::size_t>(why)]; }

TEST_CASE("people who all accept are matched later than they were found, and nobody declines") {
  auto runs = runs_of(asked_people());
  const auto& outcome = runs.columns[0].outcome;
  CHECK(outcome.matches > 50);
  CHECK(ended(outcome, ticket_end::declined) == 0);
  for (const auto& each : outcome.groups) {
    CHECK(each.found_at < each.at);
    CHECK(each.at <= each.found_at + 20'000);
  }
}

TEST_CASE("those who decline or are silent leave, about as many as were asked to") {
  auto options = asked_people();
  options.people.declining = 0.2;
  options.people.silent = 0.1;
  auto outcome = runs_of(options).columns[0].outcome;
  auto declined = ended(outcome, ticket_end::declined);
  auto silent = ended(outcome, ticket_end::silent);
  CHECK(declined > outcome.submitted / 10);
  CHECK(silent > outcome.submitted / 40);
  CHECK(outcome.matches > 0);
  // They left by themselves: their waits are nobody's fault.
  CHECK(outcome.waits_ms.size() < outcome.people);
}

TEST_CASE("a stream that was written with its answers is read with the same result") {
  auto options = asked_people();
  options.people.declining = 0.2;
  options.people.silent = 0.1;
  options.generator.share_abandoned = 0.1;
  options.generator.share_vanishing = 0.2;
  options.generator.absent_after_s = 10;
  options.generator.relax_after_s = 20;
  options.generator.burst = 10;
  auto inputs = read_inputs(options);
  auto runs = run_all(options, *inputs);
  auto text = ticket_text(with_reactions(inputs->history, runs->first.reactions));
  auto read = read_tickets(text);
  REQUIRE(read);
  CHECK(ticket_text(*read) == text);
  match_run again{read->kind, {}};
  again.run(*read);
  const auto& first = runs->columns[0].outcome;
  CHECK(ended(first, ticket_end::absent) > 0);
  CHECK(again.outcome().ends == first.ends);
  CHECK(again.outcome().waits_ms == first.waits_ms);
  CHECK(again.outcome().work == first.work);
}

TEST_CASE("a curve has a run for each patience, and more patience makes groups no smaller") {
  auto options = asked_people();
  options.generator.accept_within_s = 0;
  options.generator.neighbours = 30;
  options.curve_patience_s = {0, 60, 250};
  auto wrong = run_all(options, *read_inputs(options));
  REQUIRE(!wrong);
  CHECK(wrong.error().find("--prefer") != std::string::npos);
  options.prefer = 4;
  auto runs = runs_of(options);
  REQUIRE(runs.columns.size() == 3);
  auto people = [&](std::size_t i) {
    const auto& of = runs.columns[i].outcome;
    return static_cast<double>(of.people_matched) / static_cast<double>(of.matches);
  };
  CHECK(people(0) < people(1));
  CHECK(people(1) <= people(2));
  CHECK(runs.columns[0].outcome.mean_wait_s() < runs.columns[2].outcome.mean_wait_s());
}

TEST_CASE("a day's arrivals are as many as a steady stream's, and most come in the evening") {
  generator_options options;
  options.tickets = 20'000;
  options.per_minute = 20'000 / (24.0 * 60);
  options.follows_day = true;
  auto history = generate(options);
  std::array<std::size_t, 48> hours{};
  for (const auto& each : history.commands)
    ++hours[std::min<std::size_t>(47, static_cast<std::size_t>(each.at / hour_ms))];
  std::size_t first_day = 0;
  for (std::size_t i = 0; i < 24; ++i) first_day += hours[i];
  CHECK(first_day > 19'500);
  CHECK(hours[20] > 10 * hours[4]);
  CHECK(std::max_element(hours.begin(), hours.begin() + 24) - hours.begin() >= 18);
}

}  // namespace
}  // namespace moim::sim
