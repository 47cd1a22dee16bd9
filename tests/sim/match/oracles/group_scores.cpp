#include "sim/match/oracles/group_scores.hpp"

#include "sim/match/files/ticket_file.hpp"
#include "sim/match/oracles/optimum.hpp"
#include "sim/match/runs/match_run.hpp"

#include <catch2/catch.hpp>

#include <cmath>

namespace moim::sim {
namespace {

group_scores scores_of(const std::string& text) {
  auto read = read_tickets(text);
  REQUIRE(read);
  match_run run{read->kind, {}};
  run.run(*read);
  REQUIRE(run.outcome().matches == 1);
  return score(*read, run.outcome());
}

std::string pool(const std::string& criteria) { return R"({"pool": {"name": "p", "criteria": {)" + criteria + "}}}\n"; }
std::string ticket(const std::string& name, const std::string& criteria, int at = 0) {
  return R"({"at_ms": )" + std::to_string(at) + R"(, "submit": {"ticket": ")" + name + R"(", "users": [")" + name +
         R"("], "size": {"min": 2, "max": 2}, "criteria": {)" + criteria + "}}}\n";
}

TEST_CASE("a spread fits as well as it is narrow") {
  auto one = R"("age": {"type": "spread"})";
  auto scores = scores_of(pool(one) + ticket("a", R"("age": {"value": 30, "limit": 10})") +
                          ticket("b", R"("age": {"value": 35, "limit": 20})"));
  CHECK(scores.fit_people == 2);
  CHECK(scores.mean_fit() == Approx((0.5 + 0.75) / 2));
}

TEST_CASE("who gives no limit had none to spare, and is not asked how well it fits") {
  auto one = R"("age": {"type": "spread"})";
  auto scores = scores_of(pool(one) + ticket("a", R"("age": {"value": 30, "limit": 10})") +
                          ticket("b", R"("age": {"value": 35})"));
  CHECK(scores.fit_people == 1);
  CHECK(scores.mean_fit() == Approx(0.5));
}

TEST_CASE("a list fits best with its first choice, a window with all of itself") {
  auto two = R"("place": {"type": "any_of"}, "when": {"type": "window"})";
  auto scores = scores_of(
      pool(two) + ticket("a", R"("place": ["x", "y"], "when": {"from_ms": 1000000, "to_ms": 2000000, "least_ms": 1})") +
      ticket("b", R"("place": ["z", "y"], "when": {"from_ms": 1500000, "to_ms": 2000000, "least_ms": 1})"));
  // Both get their second of two choices; the first keeps half of its window, the other all.
  CHECK(scores.mean_fit() == Approx(((0.5 + 0.5) / 2 + (0.5 + 1) / 2) / 2));
}

TEST_CASE("two radii meet in the middle") {
  auto scores = scores_of(pool(R"("where": {"type": "radius"})") +
                          ticket("a", R"("where": {"lat": 0, "lon": 0, "radius_m": 10000})") +
                          ticket("b", R"("where": {"lat": 0, "lon": 0.1, "radius_m": 10000})"));
  CHECK(scores.mean_fit() == Approx(1 - 5559.75 / 10000).epsilon(1e-4));
}

TEST_CASE("criteria without a measure tell nothing about the fit, and the rare weigh more") {
  auto text = pool(R"("language": {"type": "equal"})");
  for (int i = 0; i < 20; ++i) text += ticket("k" + std::to_string(i), R"("language": "ko")", i);
  text += ticket("e", R"("language": "en")", 30);
  auto read = read_tickets(text);
  match_run run{read->kind, {}};
  run.run(*read);
  auto scores = score(*read, run.outcome());
  CHECK(scores.fit_people == 0);
  // 20 of 21 people are matched, but the one who is not is the rarest.
  CHECK(run.outcome().people_matched == 20);
  CHECK(scores.worth_share() == Approx(20 / (20 + std::sqrt(21))).epsilon(1e-3));
}

TEST_CASE("the optimum of many tickets is that of the parts that hang together, or says why it is not computed") {
  auto criteria = R"("language": {"type": "equal"})";
  auto text = pool(criteria);
  for (int i = 0; i < 120; ++i)
    text += ticket("k" + std::to_string(i), R"("language": "l)" + std::to_string(i / 3) + "\"", i);
  auto best = optimum_of(*read_tickets(text), {});
  REQUIRE(best);
  CHECK(*best == 80);
  for (int i = 0; i < 41; ++i) text += ticket("x" + std::to_string(i), R"("language": "x")", 200);
  CHECK(optimum_of(*read_tickets(text), {}).error() == "41 tickets hang together, it can do 40");
}

TEST_CASE("the optimum leaves out who was refused, or cancelled at once") {
  auto file = pool(R"("language": {"type": "equal"})") + ticket("a", "") + ticket("b", "") + ticket("c", "");
  file += R"({"at_ms": 0, "cancel": {"ticket": "c"}})"
          "\n"
          R"({"at_ms": 0, "submit": {"ticket": "d", "users": ["a"], "size": {"min": 2, "max": 2}}})"
          "\n"
          R"({"at_ms": 0, "submit": {"ticket": "e", "users": ["b"], "size": {"min": 2, "max": 2}}})"
          "\n";
  auto read = read_tickets(file);
  REQUIRE(read);
  match_run run{read->kind, {}};
  run.run(*read);
  CHECK(run.outcome().people_matched == 2);
  CHECK(optimum_of(*read, run.outcome()) == 2u);
}

}  // namespace
}  // namespace moim::sim
