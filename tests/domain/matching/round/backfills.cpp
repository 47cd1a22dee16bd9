#include "tests/domain/matching/support/round_case.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

using matching_test::apply_for;
using matching_test::for_room;
using matching_test::meal;
using matching_test::pool_case;
using matching_test::round_case;

pool_kind filled_up_meal() {
  auto kind = meal();
  kind.backfill = true;
  return kind;
}

TEST_CASE("who suits a room is offered to it, and held until it answers") {
  pool_case pool{filled_up_meal()};
  pool.give(0, {for_room(9, 1, 5)});
  auto offered = pool_case::all<proposed>(pool.give(1'000, {apply_for(2, {}, {})}));
  REQUIRE(offered.size() == 1);
  CHECK(offered[0].room == room_id{0, 9});
  CHECK(offered[0].tickets == std::vector<ticket_id>{{0, 2}, {0, 5}});
  CHECK(offered[0].members == std::vector<group_member>{{{0, 2}, {0, 2}}});
  CHECK(offered[0].until == 1'000 + backfill_open_ms + backfill_given_up_ms);
  round_case round{pool.state, 2'000};
  CHECK(round.rooms.is_in_proposal(*round.draft.find({0, 2})));
  CHECK(round.rooms.start({for_room(9, 1, 6).ticket, {{0, 5}}})->code == errc::being_seated);
  round.rooms.answer({offered[0].proposal, true});
  round.rooms.answer({offered[0].proposal, false});
  round.rooms.end_given_up();
  REQUIRE(round.written<matched>().size() == 1);
  CHECK(round.written<matched>()[0].room == room_id{0, 9});
  CHECK_FALSE(round.draft.find({0, 2}));
}

TEST_CASE("a room that cannot seat people looks no longer, and they wait on") {
  pool_case pool{filled_up_meal()};
  pool.give(0, {for_room(9, 1, 5)});
  pool.give(1'000, {apply_for(2, {}, {})});
  auto refused = pool.give(2'000, {answer_backfill{pool.state.last_proposal(), false}});
  CHECK(pool_case::ended(refused, 5) == ticket_end::cancelled);
  auto closed = pool_case::all<proposal_closed>(refused);
  REQUIRE(closed.size() == 1);
  CHECK(closed[0].back == std::vector<group_member>{{{0, 2}, {0, 2}}});
  CHECK(closed[0].offered == ticket_id{0, 2});
  CHECK(pool_case::all<matched>(pool.give(3'000, {apply_for(3, {}, {})})).size() == 1);
}

TEST_CASE("time alone takes nobody from a room that may have seated them, and no timer waits for it") {
  pool_case pool{filled_up_meal()};
  pool.give(0, {for_room(9, 1, 5)});
  auto offered = pool.give(1'000, {apply_for(2, {}, {})});
  CHECK_FALSE(offered.wake_by);
  CHECK_FALSE(next_wake(pool.state));
  auto a_day_later = 1'000 + 24 * hour_ms;
  CHECK(pool.give(a_day_later, {}).events.empty());
  auto answered = pool.give(a_day_later + 1, {answer_backfill{pool.state.last_proposal(), true}});
  REQUIRE(pool_case::all<matched>(answered).size() == 1);
  CHECK(pool_case::all<matched>(answered)[0].room == room_id{0, 9});
}

TEST_CASE("a room that looks again does so by its last ticket alone, and never for those who sit in it") {
  pool_case pool{filled_up_meal()};
  pool.give(0, {for_room(9, 1, 5)});
  auto again = for_room(9, 1, 6);
  again.instead_of = {{0, 5}};
  CHECK(pool_case::ended(pool.give(1'000, {again}), 5) == ticket_end::cancelled);
  CHECK(pool.give(2'000, {again}).events.empty());
  CHECK(pool_case::all<proposed>(pool.give(3'000, {apply_for(1, {}, {})})).empty());
  CHECK(pool_case::all<proposed>(pool.give(4'000, {for_room(8, 2, 7)})).size() == 1);
}

}  // namespace
}  // namespace moim
