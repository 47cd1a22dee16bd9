#include "tests/domain/room/driver.hpp"

namespace moim {
namespace {

using room_test::driver;

const birth_origin by_pool{pool_id{3, 4}.entity(), 9};
const birth born{{7, 8}, make::meal(), {make::user(1), make::user(2)}, {}};

struct born_room : driver {
  born_room() { commit(decide_birth(state, make::room_number(1), born, by_pool)); }
  void pass(time_ms span) { now += span; }
  room_phase phase() const { return state.get<lifecycle>().phase; }
};

TEST_CASE("a birth that comes again a minute later confirms the room, and then no failover takes it any more") {
  born_room room;
  CHECK(may_lose_birth(room.state, room.now));
  room.pass(delivery_agrees_ms - 1);
  CHECK_FALSE(is_confirmed_by(room.state, born.match, room.now));
  room.pass(1);
  CHECK_FALSE(is_confirmed_by(room.state, {7, 9}, room.now));
  REQUIRE(is_confirmed_by(room.state, born.match, room.now));
  room.commit({birth_confirmed{}});
  CHECK_FALSE(is_confirmed_by(room.state, born.match, room.now));
  // That it was confirmed is young itself.
  CHECK(may_lose_birth(room.state, room.now));
  CHECK_FALSE(may_lose_birth(room.state, room.now + delivery_agrees_ms));
  CHECK_FALSE(next_asking(room.state, room.now));
}

TEST_CASE("a room whose match its pool denies is cancelled, and its members are told") {
  born_room room;
  CHECK_FALSE(is_denied_by(room.state, 8));
  REQUIRE(is_denied_by(room.state, 9));
  room.commit({birth_denied{}});
  CHECK(room.phase() == room_phase::cancelled);
  CHECK(room.count<room_cancelled>() == 1);
  REQUIRE(room.count<deliveries_owed<room_payload>>() == 1);
  CHECK_FALSE(is_denied_by(room.state, 9));
  CHECK_FALSE(next_asking(room.state, room.now));
}

TEST_CASE("a room that was confirmed does not listen to a late denial") {
  born_room room;
  room.pass(delivery_agrees_ms);
  room.commit({birth_confirmed{}});
  CHECK_FALSE(is_denied_by(room.state, 9));
}

TEST_CASE("a room asks two minutes after its birth, then every ten seconds, for an hour") {
  born_room room;
  auto born_at = room.now;
  CHECK(next_wake(room.state, room.now) <= born_at + birth_asked_after_ms);
  CHECK(next_asking(room.state, room.now) == born_at + birth_asked_after_ms);
  room.pass(birth_asked_after_ms);
  CHECK(next_asking(room.state, room.now) == room.now + birth_asked_every_ms);
  room.pass(birth_asked_for_ms);
  CHECK_FALSE(next_asking(room.state, room.now));
}

TEST_CASE("a room on a store that nobody shares has no origin, and asks nobody") {
  driver room;
  room.commit(decide_birth(room.state, make::room_number(1), born));
  CHECK_FALSE(room.state.find<origin>());
  CHECK_FALSE(next_asking(room.state, room.now));
  CHECK_FALSE(may_lose_birth(room.state, room.now));
  CHECK_FALSE(is_denied_by(room.state, 0));
}

}  // namespace
}  // namespace moim
