#include "domain/matching/tickets/backfill_terms.hpp"

#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

const room_id the_room = make::room_number(1);
const pool_id the_pool{7, 9};

ticket by(std::uint64_t n, std::int64_t age, std::int64_t limit, size_set sizes = sizes_between(2, 4)) {
  ticket made;
  made.id = {1, n};
  made.users = {make::user(n)};
  made.sizes = sizes;
  made.wishes.sets = {{0, {"north", "south"}}};
  made.wishes.windows = {{1, {{1'000, 9'000, static_cast<time_ms>(n) * 100}}}};
  made.wishes.spreads = {{2, {age}, limit}};
  return made;
}

backfill_terms terms() {
  return {the_pool, {by(1, 30, 10), by(2, 34, 8), by(3, 31, 4)}, {{{0, "south"}}, {{1, 2'000, 8'000}}, {}}};
}

std::optional<ticket> sought(const backfill_terms& from, std::vector<user_id> seated, std::uint32_t seats = 3) {
  return backfill_ticket(from, the_room, 1, seated, seats);
}

TEST_CASE("a room looks for people by what was agreed on, and by those who are still there") {
  auto made = sought(terms(), {make::user(1), make::user(2)});
  REQUIRE(made);
  CHECK(made->for_room == the_room);
  CHECK(made->users == std::vector{make::user(1), make::user(2)});
  CHECK(made->sizes == size_of(3));
  CHECK(made->wishes.sets == std::vector<set_wish>{{0, {"south"}}});
  CHECK(made->wishes.windows == std::vector<window_wish>{{1, {{2'000, 8'000, 200}}}});
  CHECK(made->wishes.spreads == std::vector<spread_wish>{{2, {30, 34}, 8}});
  CHECK(pool_number(made->id) == pool_number(the_pool));
}

TEST_CASE("a room looks within the smallest limit that one of its people gives, if any does") {
  auto from = terms();
  from.tickets[1].wishes.spreads[0].limit = {};
  auto everybody = std::vector{make::user(1), make::user(2), make::user(3)};
  CHECK(sought(from, everybody, 4)->wishes.spreads == std::vector<spread_wish>{{2, {30, 34, 31}, 4}});
  for (auto& each : from.tickets) each.wishes.spreads[0].limit = {};
  CHECK(sought(from, everybody, 4)->wishes.spreads == std::vector<spread_wish>{{2, {30, 34, 31}, {}}});
}

TEST_CASE("whom one of them does not want to meet is not looked for; what a leaver wanted counts no more") {
  auto from = terms();
  from.tickets[0].not_with = {{make::user(8), 99}};
  from.tickets[2].not_with = {{make::user(9), 99}};
  CHECK(sought(from, {make::user(1)})->not_with == std::vector<block>{{make::user(8), 99}});
}

TEST_CASE("a room of which nobody wants more people looks for none") {
  auto from = terms();
  from.tickets[1].sizes = size_of(2);
  CHECK_FALSE(sought(from, {make::user(1), make::user(2)}));
  CHECK_FALSE(sought(terms(), {}));
  CHECK_FALSE(sought(terms(), {make::user(1), make::user(2), make::user(3)}));
}

TEST_CASE("a party stays a party when one of it leaves") {
  auto from = terms();
  from.tickets[0].users.push_back(make::user(7));
  forget_leavers(from, std::vector{make::user(7), make::user(3)});
  REQUIRE(from.tickets.size() == 2);
  CHECK(from.tickets[0].users.front() == make::user(1));
}

}  // namespace
}  // namespace moim
