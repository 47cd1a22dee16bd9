#include "tests/domain/matching/support/round_case.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

using matching_test::apply_for;
using matching_test::for_room;
using matching_test::meal;
using matching_test::pool_case;

TEST_CASE("a group is matched, proposed to its members, or offered to a room") {
  pool_case at_once{meal()};
  CHECK(pool_case::all<matched>(at_once.give(0, {apply_for(1, {}, {}), apply_for(2, {}, {})})).size() == 1);
  auto kind = meal();
  kind.accept_within_s = 10;
  pool_case asking{kind};
  auto asked = pool_case::all<proposed>(asking.give(0, {apply_for(1, {}, {}), apply_for(2, {}, {})}));
  REQUIRE(asked.size() == 1);
  CHECK_FALSE(asked[0].room);
  CHECK(asked[0].until == 10'000);
  kind.backfill = true;
  pool_case filling{kind};
  auto offered = pool_case::all<proposed>(filling.give(0, {apply_for(1, {}, {}), for_room(9, 2, 5)}));
  REQUIRE(offered.size() == 1);
  CHECK(offered[0].room == room_id{0, 9});
}

TEST_CASE("a ticket that is offered to a room in the batch in which it came waits for the answer") {
  auto kind = meal();
  kind.backfill = true;
  pool_case pool{kind};
  auto decision = pool.give(0, {apply_for(1, {}, {}), for_room(9, 2, 5), apply_for(3, {"GAEPO"}, {"EATOUT"}),
                                apply_for(4, {"GAEPO"}, {"EATOUT"})});
  auto in = pool_case::all<tickets_submitted>(decision).at(0);
  CHECK(in.tickets.size() == 2);
  CHECK(in.matched_at_once.size() == 2);
  CHECK(pool.state.table().size() == 2);
}

TEST_CASE("what a group agreed on has the names of values that came with it") {
  pool_case pool{meal()};
  pool.give(0, {apply_for(1, {"GAEPO", "NEW"}, {})});
  auto made = pool_case::all<matched>(pool.give(1'000, {apply_for(2, {"NEW"}, {"NEWER"})})).at(0);
  REQUIRE(made.agreed.values.size() == 2);
  CHECK(made.agreed.values[0].value == "NEW");
  CHECK(made.agreed.values[1].value == "NEWER");
}

}  // namespace
}  // namespace moim
