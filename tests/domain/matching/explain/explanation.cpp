#include "domain/matching/explain/explanation.hpp"

#include "tests/domain/matching/support/explain_case.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

using matching_test::explain_case;

/// A ticket of one person for groups of two to four.
ticket wish(std::uint64_t number, ticket_wishes wishes = {}) {
  ticket made;
  made.id = {0, number};
  made.users = {{0, number}};
  made.sizes = sizes_between(2, 4);
  made.wishes = std::move(wishes);
  return made;
}

ticket in_seoul(std::uint64_t number, double north_km, double radius_m) {
  return wish(number, {{}, {}, {}, {{explain_case::where, 37.5665 + north_km / 111.2, 126.978, radius_m}}});
}
ticket aged(std::uint64_t number, std::int64_t age, std::optional<std::int64_t> limit = 8) {
  if (limit) *limit *= 1'000;
  return wish(number, {{}, {}, {{explain_case::age, {age * 1'000}, limit}}, {}});
}
ticket at_hour(std::uint64_t number, std::int64_t from, std::int64_t to) {
  return wish(number, {{}, {{explain_case::when, {{from * hour_ms, to * hour_ms, hour_ms}}}}, {}, {}});
}

TEST_CASE("fewer than five others are told of as if there were none") {
  explain_case pool;
  auto asking = in_seoul(1, 0, 500);
  asking.relax = {{60, 0, {{}, {}, {}, {{explain_case::where, 37.5665, 126.978, 50'000}}}}};
  pool.put(asking);
  auto alone = pool.told(1);
  CHECK(alone.waiting == 0);
  REQUIRE(alone.steps.size() == 1);
  for (std::uint64_t n = 2; n <= 5; ++n) {
    pool.put(in_seoul(n, static_cast<double>(n), 500));
    CHECK(pool.told(1) == alone);
  }
  pool.put(in_seoul(6, 6, 500));
  CHECK(pool.told(1) != alone);
}

TEST_CASE("five that one rule keeps away are told of, and how near they are") {
  explain_case pool;
  pool.put(in_seoul(1, 0, 1'000));
  for (std::uint64_t n = 2; n <= 8; ++n) pool.put(in_seoul(n, 2.2 * static_cast<double>(n), 500));
  auto told = pool.told(1);
  CHECK(told.waiting == 5);
  CHECK(told.sample == 5);
  CHECK(told.candidates == 0);
  CHECK(told.rules == std::vector<rule_view>{{"where", 5, 5}});
  // The fifth is about 13 km away, of which the two radii take 1.5.
  CHECK(told.nearest == std::vector<near_view>{{"where", "up to 20 km too far"}});
}

TEST_CASE("each measure is told in its own steps") {
  explain_case ages;
  ages.put(aged(1, 30));
  for (std::uint64_t n = 2; n <= 6; ++n) ages.put(aged(n, 55));
  CHECK(ages.told(1).nearest == std::vector<near_view>{{"age", "up to 20 too far apart"}});
  explain_case times;
  times.put(at_hour(1, 8, 10));
  for (std::uint64_t n = 2; n <= 6; ++n) times.put(at_hour(n, 9 + static_cast<std::int64_t>(n), 20));
  CHECK(times.told(1).nearest == std::vector<near_view>{{"when", "up to 10 h short"}});
  CHECK(gap_text(criterion_type::window, 16.0 * minute_ms) == "up to 30 min short");
  CHECK(gap_text(criterion_type::radius, 3) == "up to 0.5 km too far");
  CHECK(gap_text(criterion_type::spread, 1'500) == "up to 2 too far apart");
  CHECK(gap_text(criterion_type::spread, 150) == "up to 0.2 too far apart");
}

TEST_CASE("what a step opens is told in steps, and only where at least five would suit") {
  explain_case pool;
  auto asking = aged(1, 30, 2);
  asking.relax = {{60, 0, {{}, {}, {{explain_case::age, {30'000}, 12'000}}, {}}},
                  {120, 0, {{}, {}, {{explain_case::age, {30'000}, {}}}, {}}}};
  pool.put(asking);
  for (std::uint64_t n = 2; n <= 5; ++n) pool.put(aged(n, 40, {}));
  for (std::uint64_t n = 6; n <= 13; ++n) pool.put(aged(n, 70, {}));
  auto told = pool.told(1);
  CHECK(told.rules == std::vector<rule_view>{{"age", 10, 10}});
  CHECK(told.steps == std::vector<step_view>{{60'000, 0, false}, {120'000, 10, true}});
  CHECK(told.next_step_at_ms == 60'000);
}

TEST_CASE("pairs without a group are told of once there are five") {
  explain_case pool;
  auto asking = wish(1);
  asking.sizes = size_of(2);
  pool.put(asking);
  auto put_couple = [&](std::uint64_t n) {
    auto couple = wish(n);
    couple.users.push_back({9, n});
    pool.put(couple);
  };
  for (std::uint64_t n = 2; n <= 6; ++n) put_couple(n);
  // A couple does not suit somebody who wants to be two.
  CHECK(pool.told(1).rules == std::vector<rule_view>{{"size", 5, 5}});
  explain_case triples;
  asking.sizes = size_of(4);
  triples.put(asking);
  for (std::int64_t n = 2; n <= 6; ++n) triples.put(at_hour(static_cast<std::uint64_t>(n), 3 * n, 3 * n + 2));
  CHECK(triples.told(1).candidates == 5);
  CHECK(triples.told(1).obstacle == joint_obstacle::candidates_do_not_suit_each_other);
}

TEST_CASE("who has blocked whom changes no answer, whoever asks") {
  auto fill = [](explain_case& pool, bool blocks) {
    for (std::uint64_t n = 1; n <= 14; ++n) {
      auto each = aged(n, 20 + 3 * static_cast<std::int64_t>(n % 7), 6);
      if (blocks && n <= 7) each.not_with = {{{0, n + 7}, 1'000'000}, {{0, 14}, 1'000'000}, {{0, 99}, 1'000'000}};
      each.relax = {{60, 0, {{}, {}, {{explain_case::age, {each.wishes.spreads[0].values[0]}, 40'000}}, {}}}};
      pool.put(each);
    }
  };
  explain_case without;
  explain_case with;
  fill(without, false);
  fill(with, true);
  for (std::uint64_t n = 1; n <= 14; ++n) {
    INFO("asked by " << n);
    CHECK(with.told(n) == without.told(n));
  }
  CHECK(without.told(1).candidates > 0);
}

TEST_CASE("values that a coming step alone names are compared with those of others") {
  explain_case pool;
  auto from_place = [](std::uint64_t number, const char* place) {
    return wish(number, {{{explain_case::place, {place}}}, {}, {}, {}});
  };
  auto asking = from_place(1, "north");
  asking.relax = {{60, 0, {{{explain_case::place, {"south", "moon"}}}, {}, {}, {}}}};
  pool.put(asking);
  for (std::uint64_t n = 2; n <= 6; ++n) pool.put(from_place(n, "south"));
  CHECK(pool.told(1).steps == std::vector<step_view>{{60'000, 5, true}});
}

}  // namespace
}  // namespace moim
