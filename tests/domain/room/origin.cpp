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
  CHECK_FALSE(is_birth_confirmed_by(room.state, born.match, room.now));
  room.pass(1);
  CHECK_FALSE(is_birth_confirmed_by(room.state, {7, 9}, room.now));
  REQUIRE(is_birth_confirmed_by(room.state, born.match, room.now));
  room.commit({birth_confirmed{}});
  CHECK_FALSE(is_birth_confirmed_by(room.state, born.match, room.now));
  // That it was confirmed is young itself.
  CHECK(may_lose_birth(room.state, room.now));
  CHECK_FALSE(may_lose_birth(room.state, room.now + delivery_agrees_ms));
  CHECK_FALSE(next_asking(room.state, room.now));
}

TEST_CASE("a room whose match its pool denies is cancelled, and its members are told") {
  born_room room;
  CHECK(decide_denied(room.state, 8).events.empty());
  auto denied = decide_denied(room.state, 9).events;
  REQUIRE(denied.size() == 1);
  CHECK(std::holds_alternative<birth_denied>(denied[0]));
  room.commit(denied);
  CHECK(room.phase() == room_phase::cancelled);
  CHECK(room.count<room_cancelled>() == 1);
  REQUIRE(room.count<deliveries_owed<room_payload>>() == 1);
  CHECK(decide_denied(room.state, 9).events.empty());
  CHECK_FALSE(next_asking(room.state, room.now));
}

TEST_CASE("a room that was confirmed does not listen to a late denial") {
  born_room room;
  room.pass(delivery_agrees_ms);
  room.commit({birth_confirmed{}});
  CHECK(decide_denied(room.state, 9).events.empty());
}

TEST_CASE("a room asks two minutes after its birth, then every ten seconds, for an hour") {
  born_room room;
  auto born_at = room.now;
  CHECK(next_wake(room.state, room.now) <= born_at + word_asked_after_ms);
  CHECK(next_asking(room.state, room.now) == born_at + word_asked_after_ms);
  room.pass(word_asked_after_ms);
  CHECK(next_asking(room.state, room.now) == room.now + word_asked_every_ms);
  room.pass(word_asked_for_ms);
  CHECK_FALSE(next_asking(room.state, room.now));
}

/// The second member leaves, and the third takes the seat on the pool's word.
struct filled_room : born_room {
  static constexpr std::uint64_t delivery = 31;
  filled_room() {
    commit({birth_confirmed{}, seat_left{make::user(2)}});
    ticket by;
    by.users = {make::user(3)};
    pass(second_ms);
    commit({seat_taken{make::user(3), 2}, backfill_answered{5, true, {by}, delivery}});
    seated_at = now;
  }
  bool sits(std::uint64_t n) const { return state.get<seats>().seat_of(make::user(n)) != 0; }
  time_ms seated_at = 0;
};

TEST_CASE("a proposal that comes again a minute later is confirmed, and then no failover takes it any more") {
  filled_room room;
  CHECK(may_lose_proposal(room.state, room.delivery, room.now));
  CHECK_FALSE(may_lose_proposal(room.state, 30, room.now));
  room.pass(delivery_agrees_ms - 1);
  CHECK_FALSE(is_proposal_confirmed_by(room.state, room.delivery, room.now));
  room.pass(1);
  CHECK_FALSE(is_proposal_confirmed_by(room.state, 30, room.now));
  REQUIRE(is_proposal_confirmed_by(room.state, room.delivery, room.now));
  room.commit({proposal_confirmed{room.delivery}});
  CHECK_FALSE(is_proposal_confirmed_by(room.state, room.delivery, room.now));
  CHECK(may_lose_proposal(room.state, room.delivery, room.now));
  CHECK_FALSE(may_lose_proposal(room.state, room.delivery, room.now + delivery_agrees_ms));
  CHECK_FALSE(next_asking(room.state, room.now));
  CHECK(decide_denied(room.state, room.delivery).events.empty());
}

TEST_CASE("whoever sits in a room on a proposal that its pool denies gives the seat back; the others stay") {
  filled_room room;
  auto denied = decide_denied(room.state, room.delivery).events;
  REQUIRE(denied.size() == 1);
  CHECK(std::get<proposal_denied>(denied[0]).users == std::vector{make::user(3)});
  room.commit(denied);
  CHECK_FALSE(room.sits(3));
  CHECK(room.sits(1));
  CHECK(room.phase() == room_phase::open);
  CHECK_FALSE(next_asking(room.state, room.now));
  CHECK(decide_denied(room.state, room.delivery).events.empty());
}

TEST_CASE("whoever has left and come back sits there by their own word") {
  filled_room room;
  room.commit({seat_left{make::user(3)}});
  room.commit({seat_taken{make::user(3), 2}});
  room.commit(decide_denied(room.state, room.delivery).events);
  CHECK(room.sits(3));
}

TEST_CASE("a room asks about a proposal two minutes after it was taken, then every ten seconds, for an hour") {
  filled_room room;
  CHECK(words_to_ask_about(room.state, room.now).empty());
  CHECK(next_wake(room.state, room.now) <= room.seated_at + word_asked_after_ms);
  CHECK(next_asking(room.state, room.now) == room.seated_at + word_asked_after_ms);
  room.pass(word_asked_after_ms);
  CHECK(words_to_ask_about(room.state, room.now) == std::vector{room.delivery});
  CHECK(next_asking(room.state, room.now) == room.now + word_asked_every_ms);
  room.pass(word_asked_for_ms);
  CHECK(words_to_ask_about(room.state, room.now).empty());
  CHECK_FALSE(next_asking(room.state, room.now));
}

TEST_CASE("a room keeps few words that nobody has confirmed, and drops those that were, a minute later") {
  filled_room room;
  auto kept = [&] { return room.state.find<origin>()->seated.size(); };
  room.pass(delivery_agrees_ms);
  room.commit({proposal_confirmed{room.delivery}});
  room.pass(delivery_agrees_ms);
  for (std::uint64_t n = 0; n < max_past_backfills + 3; ++n) {
    room.commit({backfill_answered{100 + n, true, {}, 100 + n}});
    CHECK(kept() == std::min<std::size_t>(n + 1, max_past_backfills));
  }
}

TEST_CASE("a room on a store that nobody shares has no origin, and asks nobody") {
  driver room;
  room.commit(decide_birth(room.state, make::room_number(1), born));
  CHECK_FALSE(room.state.find<origin>());
  CHECK_FALSE(next_asking(room.state, room.now));
  CHECK_FALSE(may_lose_birth(room.state, room.now));
  CHECK(decide_denied(room.state, 0).events.empty());
}

}  // namespace
}  // namespace moim
