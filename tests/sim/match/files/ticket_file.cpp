#include "sim/match/files/ticket_file.hpp"

#include "sim/match/oracles/optimum.hpp"
#include "sim/match/runs/generator.hpp"
#include "sim/match/runs/match_run.hpp"
#include "sim/match/runs/oldest_first.hpp"

#include <catch2/catch.hpp>

namespace moim::sim {
namespace {

constexpr std::string_view pool_line =
    R"({"pool": {"name": "mixed-12", "least_tickets": 2, "prefer": null, "patience_s": 0, "wave_ms": 0, "ttl_s": 1800,)"
    R"("criteria": {"place": {"type": "any_of", "values": ["p0", "p1"]}, "when": {"type": "window"},)"
    R"("where": {"type": "radius"}, "age": {"type": "spread"}, "language": {"type": "equal"}}}})"
    "\n";

constexpr std::string_view party_line =
    R"({"at_ms": 0, "submit": {"ticket": "t00", "users": ["u00", "u01"], "size": {"min": 3, "max": 4},)"
    R"("criteria": {"place": ["p1", "p0"], "when": {"from_ms": 64800000, "to_ms": 72000000, "least_ms": 2700000},)"
    R"("where": {"lat": 37.5665, "lon": 126.978, "radius_m": 1500}, "age": {"values": [31, 34], "limit": 8},)"
    R"("language": "ko"}, "not_with": ["u07"]}})"
    "\n";

std::vector<std::string> matches_of(const std::string& text) {
  auto read = read_tickets(text);
  REQUIRE(read);
  std::vector<std::string> lines;
  match_options options;
  options.on_match = [&](time_ms at, const matched& event) {
    lines.push_back(match_line(*read, at, event, lines.size() + 1));
  };
  match_run run{read->kind, options};
  run.run(*read);
  return lines;
}

TEST_CASE("a ticket file's tickets are matched, and the answer states what was agreed on") {
  auto lines = matches_of(std::string{pool_line} + std::string{party_line} +
                          R"({"at_ms": 0, "submit": {"ticket": "t04", "users": ["u05"], "size": {"one_of": [2, 3]},)"
                          R"("criteria": {"place": ["p0", "p1"], "when": {"from_ms": 66600000, "to_ms": 80000000,)"
                          R"("least_ms": 0}, "age": {"values": [28.5], "limit": 10}}}})"
                          "\n");
  REQUIRE(lines.size() == 1);
  CHECK(lines[0] ==
        R"({"at_ms": 0, "match": {"id": "m1", "tickets": ["t00", "t04"], "people": 3, "agreed": {"place": "p1", )"
        R"("language": "ko", "when": {"from_ms": 66600000, "to_ms": 72000000}, )"
        R"("where": {"lat": 37.566500, "lon": 126.978000}}}})"
        "\n");
}

TEST_CASE("a blocked person is not matched, and a block that is over does not count") {
  auto with = [](const char* user, const char* at) {
    return std::string{pool_line} + std::string{party_line} + R"({"at_ms": )" + at +
           R"(, "submit": {"ticket": "t1", "users": [")" + user + R"("], "size": {"min": 2, "max": 3}}})" + "\n";
  };
  CHECK(matches_of(with("u07", "5")).empty());
  CHECK(matches_of(with("u08", "5")).size() == 1);
  CHECK(matches_of(with("u08", "1800000")).empty());
}

TEST_CASE("values that are no text come back as they were") {
  auto lines = matches_of(
      R"({"pool": {"name": "n", "criteria": {"level": {"type": "any_of"}, "pro": {"type": "equal"}}}})"
      "\n"
      R"({"at_ms": 1, "submit": {"ticket": "a", "users": ["x"], "criteria": {"level": [3, 4], "pro": true}}})"
      "\n"
      R"({"at_ms": 1, "submit": {"ticket": "b", "users": ["y"], "criteria": {"level": [4], "pro": true}}})"
      "\n");
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].find(R"("agreed": {"level": 4, "pro": true})") != std::string::npos);
}

TEST_CASE("a spread may come without a limit; it counts against the others' all the same") {
  auto one = [](const char* name, const char* age) {
    return std::string{R"({"at_ms": 0, "submit": {"ticket": ")"} + name + R"(", "users": [")" + name +
           R"("], "size": {"min": 2, "max": 2}, "criteria": {"age": )" + age + "}}}\n";
  };
  auto both = [&](const char* a, const char* b) {
    return matches_of(std::string{pool_line} + one("a", a) + one("b", b)).size();
  };
  CHECK(both(R"({"values": [20]})", R"({"value": 60, "limit": null})") == 1);
  CHECK(both(R"({"values": [20]})", R"({"values": [28], "limit": 8})") == 1);
  CHECK(both(R"({"values": [20]})", R"({"values": [28], "limit": 7.999})") == 0);
  auto read = read_tickets(std::string{pool_line} + one("a", R"({"values": [20.5, 31]})"));
  REQUIRE(read);
  CHECK(ticket_text(*read).find(R"("criteria": {"age": {"values": [20.500, 31]}})") != std::string::npos);
}

TEST_CASE("one batch of up to 40 people holds 99.5 % of the optimum") {
  double ratios = 0;
  int count = 0;
  for (auto what : {family::dense, family::narrow, family::mixed, family::wide, family::skewed})
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
      generator_options options;
      options.what = what;
      options.seed = seed;
      options.tickets = options.waiting = 30;
      options.per_minute = 0;
      options.neighbours = 4 + static_cast<double>(seed);
      auto history = generate(options);
      match_run run{history.kind, {}};
      run.run(history);
      auto best = optimum_of(history, run.outcome());
      if (!best || *best == 0) continue;
      auto ratio = static_cast<double>(run.outcome().people_matched) / *best;
      INFO(enum_name(what) << " seed " << seed);
      CHECK(ratio >= 0.95);
      ratios += ratio;
      ++count;
    }
  REQUIRE(count > 20);
  CHECK(ratios / count >= 0.995);
}

TEST_CASE("fewer wait and as many are matched as with oldest-first") {
  generator_options options;
  options.what = family::wide;
  options.tickets = 3'000;
  options.per_minute = 80;
  options.waiting = 400;
  options.neighbours = 40;
  options.ttl_s = 300;
  auto history = generate(options);
  auto other = run_oldest_first(history);
  match_run run{history.kind, {}};
  run.run(history);
  CHECK(run.outcome().submitted == other.submitted);
  CHECK(run.outcome().waits_ms.size() == other.waits_ms.size());
  CHECK(run.outcome().mean_wait_s() < other.mean_wait_s());
  CHECK(run.outcome().work.cuts == 0);
}

}  // namespace
}  // namespace moim::sim
