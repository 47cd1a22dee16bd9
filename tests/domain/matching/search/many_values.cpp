#include "tests/domain/matching/support/pool_case.hpp"
#include "tests/domain/matching/support/random_tickets.hpp"

#include <catch2/catch.hpp>

/// Tickets that name a lot: lists longer than there are bits for, parties with long block lists. Found as others are,
/// and not at the cost of others.
namespace moim {
namespace {

using matching_test::dice;
using matching_test::pool_case;

pool_kind places() {
  pool_kind kind;
  kind.key = "places";
  kind.criteria = {{"place", criterion_type::any_of, false}, {"way", criterion_type::any_of, false}};
  return kind;
}

submit_ticket asks(std::uint64_t number, size_set sizes, std::vector<std::string> values, std::uint8_t criterion = 0) {
  ticket made;
  made.id = {0, number};
  made.users = {{0, number}};
  made.sizes = sizes;
  if (!values.empty()) made.wishes.sets = {{criterion, std::move(values)}};
  return {made};
}

std::vector<std::string> numbered(std::uint32_t from, std::uint32_t count) {
  std::vector<std::string> values;
  for (auto i = from; i < from + count; ++i) values.push_back("v" + std::to_string(i));
  return values;
}

/// The points of a line of the projective plane of order 61: any two lines have exactly one point in common, and no
/// point is on more than 62 lines.
std::vector<std::string> points_of_line(std::uint32_t line) {
  constexpr std::uint32_t order = 61;
  auto slope = line / order;
  auto offset = line % order;
  std::vector<std::string> points{"slope" + std::to_string(slope)};
  for (std::uint32_t x = 0; x < order; ++x)
    points.push_back("at" + std::to_string(x) + "," + std::to_string((slope * x + offset) % order));
  return points;
}

/// The most steps that one of these took, submitted one by one.
std::uint64_t most_steps(pool_case& pool, std::uint32_t count, submit_ticket (*make)(std::uint32_t)) {
  std::uint64_t max = 0;
  for (std::uint32_t i = 1; i <= count; ++i) {
    auto decision = pool.give(i, {make(i)});
    REQUIRE_FALSE(decision.refusals[0]);
    max = std::max(max, decision.work.steps());
  }
  return max;
}

/// What `search_budget` allows one search, with what is spent between two looks at it.
constexpr std::uint64_t steps_of_a_search = 16'384 + 2 * 4'096 + 2'048;

TEST_CASE("two values that share a bit are two values all the same") {
  pool_case pool{places()};
  // The 65th value gets the number, and so the bit, of the first again.
  std::vector<pool_command> batch;
  for (std::uint32_t i = 0; i < 80; ++i) batch.push_back(asks(i + 1, size_of(3), numbered(i, 1)));
  CHECK(pool_case::all<matched>(pool.give(0, batch)).empty());
  CHECK(pool_case::all<matched>(pool.give(1, {asks(101, size_of(3), numbered(64, 1))})).empty());
  auto met = pool_case::all<matched>(pool.give(2, {asks(102, size_of(3), numbered(64, 1))}));
  REQUIRE(met.size() == 1);
  CHECK(met[0].tickets == std::vector<ticket_id>{{0, 65}, {0, 101}, {0, 102}});
  CHECK(met[0].agreed.values[0].value == "v64");
}

TEST_CASE("a ticket that lists 64 values is found by each of them, and is not looked at by anybody else") {
  pool_case pool{places()};
  std::vector<pool_command> batch;
  for (std::uint32_t i = 0; i < 500; ++i) batch.push_back(asks(i + 1, size_of(2), numbered(i * 64, 64)));
  CHECK(pool_case::all<matched>(pool.give(0, batch)).empty());
  auto alone = pool.give(1, {asks(1'001, size_of(2), {"elsewhere"})});
  CHECK(alone.work.comparisons < 10);
  for (std::uint32_t i = 0; i < 500; i += 50) {
    auto found = pool.give(2 + i, {asks(2'000 + i, size_of(2), numbered(i * 64 + i % 64, 1))});
    REQUIRE(pool_case::all<matched>(found).size() == 1);
    CHECK(pool_case::all<matched>(found)[0].tickets[0] == ticket_id{0, i + 1});
    CHECK(found.work.comparisons < 10);
  }
  CHECK(pool.state.table().index_equals_rebuilt());
}

TEST_CASE("long lists that meet in pairs and never all at once cost no more than a search may") {
  pool_case pool{places()};
  auto line = [](std::uint32_t i) { return asks(i, size_of(64), points_of_line(i)); };
  CHECK(most_steps(pool, 400, line) < steps_of_a_search);
  // So do those who accept anything among them, whose searches have no bits of their own.
  auto any = [](std::uint32_t i) {
    return asks(i + 1'000, size_of(64), i % 2 == 0 ? std::vector<std::string>{} : points_of_line(i), 1);
  };
  CHECK(most_steps(pool, 100, any) < steps_of_a_search);
  // And a group that there is among so many is found: four lines through one point.
  auto four = [](std::uint32_t i) { return asks(i + 2'000, size_of(4), points_of_line(i)); };
  pool_case fours{places()};
  most_steps(fours, 300, four);
  CHECK(fours.state.table().size() < 100);
}

TEST_CASE("a batch of long lists costs each ticket of it as much as a few searches at the most") {
  pool_case pool{places()};
  std::vector<pool_command> batch;
  for (std::uint32_t i = 1; i <= 64; ++i) batch.push_back(asks(i, size_of(64), points_of_line(i)));
  auto decision = pool.give(0, batch);
  CHECK(pool_case::all<matched>(decision).empty());
  CHECK(decision.work.steps() < batch.size() * 4 * steps_of_a_search);
}

TEST_CASE("a decision about a thousand such tickets has an end") {
  pool_case pool{places()};
  std::vector<pool_command> batch;
  for (std::uint32_t i = 1; i <= 1'000; ++i) batch.push_back(asks(i, size_of(64), points_of_line(i)));
  auto decision = pool.give(0, batch);
  CHECK(decision.work.cuts > 0);
  // What each may still take once two million steps are over, and what repairs share.
  constexpr std::uint64_t steps_of_the_rest = 4'096;
  CHECK(decision.work.steps() < 3'000'000 + batch.size() * steps_of_the_rest);
}

TEST_CASE("large parties with long block lists cost no more than a search may") {
  pool_case pool{places()};
  auto party = [](std::uint32_t i) {
    auto made = asks(i, size_of(64), {});
    for (std::uint32_t k = 1; k < 31; ++k) made.ticket.users.push_back({i, k});
    for (std::uint32_t k = 0; k < 64; ++k) made.ticket.not_with.push_back({{7, i * 64 + k}, 1'000'000'000});
    return made;
  };
  CHECK(most_steps(pool, 300, party) < steps_of_a_search);
}

}  // namespace
}  // namespace moim
