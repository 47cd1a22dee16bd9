#include "domain/room/room.hpp"

#include "domain/room/projection.hpp"
#include "tests/domain/room/driver.hpp"

#include <catch2/catch.hpp>

namespace moim::room_cases {

using make::noon_ms;
using room_test::driver;

namespace {

driver open_room(std::uint32_t seats, kind k = make::meal()) {
  driver d;
  REQUIRE(d.ask(make::create(seats, k), make::by(1, 1)));
  return d;
}

const join_room join{make::room_number(1)};
const leave_room leave{make::room_number(1)};
const lock_room lock{make::room_number(1)};
const cancel_room cancel{make::room_number(1)};

}  // namespace

TEST_CASE("a room is created with its host in the first seat") {
  auto d = open_room(3);
  CHECK(d.state.exists());
  CHECK(d.state.get<seats>().seat_of(make::user(1)) == 1);
  CHECK(is_listable(d.state));
}

TEST_CASE("a kind may leave the host standing") {
  auto k = make::meal();
  k.host_takes_seat = false;
  auto d = open_room(3, k);
  CHECK(d.state.get<seats>().taken() == 0);
  CHECK(audience_of(d.state, make::user(1)) == audience::member);
}

TEST_CASE("the number of seats is within what the kind allows") {
  driver d;
  auto k = make::meal();
  k.min_seats = 2;
  k.max_seats = 4;
  CHECK(d.refusal(make::create(1, k), make::by(1, 1)) == errc::seats_out_of_range);
  CHECK(d.refusal(make::create(5, k), make::by(1, 1)) == errc::seats_out_of_range);
  CHECK_FALSE(d.state.exists());
}

TEST_CASE("nothing but creating is possible in a room that does not exist") {
  driver d;
  for (const room_command& command : {room_command{join}, {leave}, {lock}, {cancel}, {read_room{}}})
    CHECK(d.refusal(command, make::by(1, 1)) == errc::room_not_found);
}

TEST_CASE("a room never holds more members than seats") {
  auto d = open_room(3);
  CHECK(std::get<seat_given>(*d.ask(join, make::by(2, 2))).seat == 2);
  CHECK(std::get<seat_given>(*d.ask(join, make::by(3, 3))).seat == 3);
  CHECK(d.refusal(join, make::by(4, 4)) == errc::room_full);
  CHECK(d.state.get<seats>().taken() == 3);
}

TEST_CASE("the last seat's owner who asks again is told yes, not full") {
  auto d = open_room(2);
  REQUIRE(d.ask(join, make::by(2, 2)));
  auto events_before = d.last;
  auto again = d.ask(join, make::by(2, 2));
  REQUIRE(again);
  CHECK(std::get<seat_given>(*again).seat == 2);
  CHECK(d.last == events_before);
  CHECK(d.refusal(join, make::by(2, 3)) == errc::already_member);
}

TEST_CASE("a repeated request gets its first outcome even after the world has moved on") {
  auto d = open_room(3);
  REQUIRE(d.ask(join, make::by(2, 2)));
  REQUIRE(d.ask(leave, make::by(2, 3)));
  CHECK(std::get<seat_given>(*d.ask(join, make::by(2, 2))).seat == 2);
  CHECK(d.state.get<seats>().seat_of(make::user(2)) == 0);
  REQUIRE(d.ask(cancel, make::by(1, 4)));
  CHECK(d.ask(cancel, make::by(1, 4)));
  CHECK(std::get<room_opened>(*d.ask(make::create(3), make::by(1, 1))).room == make::room_number(1));
}

TEST_CASE("a key is bound to its parameters and to its owner") {
  auto d = open_room(5);
  REQUIRE(d.ask(join, make::by(2, 2)));
  caller other_parameters{make::user(2), make::key(2), 77};
  CHECK(d.refusal(join, other_parameters) == errc::key_reused);
  CHECK(d.ask(join, make::by(3, 2)));
}

TEST_CASE("a change without a key, with a forgotten key or with a key of the future is refused") {
  auto d = open_room(5);
  CHECK(d.refusal(join, {make::user(2), std::nullopt, 1}) == errc::key_missing);
  CHECK(d.refusal(join, make::by(2, 2, noon_ms - key_memory_ms)) == errc::key_expired);
  CHECK(d.ask(join, make::by(2, 2, noon_ms - key_memory_ms + 1)));
  CHECK(d.refusal(join, make::by(3, 2, noon_ms + key_ahead_ms + 1)) == errc::key_ahead);
  CHECK(d.ask(join, make::by(3, 2, noon_ms + key_ahead_ms)));
}

TEST_CASE("a forgotten key is expired, never executed a second time") {
  auto d = open_room(2);
  std::uint64_t joins = 0;
  for (std::uint64_t i = 0; i < 2 * max_own_keys; ++i) {
    REQUIRE(d.ask(join, make::by(2, 10 + 2 * i, noon_ms + static_cast<time_ms>(i))));
    REQUIRE(d.ask(leave, make::by(2, 11 + 2 * i, noon_ms + static_cast<time_ms>(i))));
    ++joins;
  }
  CHECK(d.state.requests.live() == max_own_keys + 1);
  for (std::uint64_t i = 0; i < joins; ++i) {
    auto again = decide(d.state, join, make::by(2, 10 + 2 * i, noon_ms + static_cast<time_ms>(i)), d.now);
    if (again)
      CHECK(again->events.empty());
    else
      CHECK(again.error().code == errc::key_expired);
  }
}

TEST_CASE("who joins and leaves 263 times with keys minutes ahead makes nobody else's keys expire") {
  auto d = open_room(2);
  for (std::uint64_t i = 0; i < 263; ++i) {
    d.now = noon_ms + static_cast<time_ms>(i / 9);
    const room_command& next = i % 2 == 0 ? room_command{join} : leave;
    REQUIRE(d.ask(next, make::by(2, i, d.now + 4 * minute_ms)));
  }
  CHECK(std::get<room_opened>(*d.ask(make::create(2), make::by(1, 1))).room == make::room_number(1));
  CHECK(d.refusal(join, make::by(3, 1'000, d.now)) == errc::room_full);
  CHECK(d.ask(lock, make::by(1, 1'001, d.now)));
}

TEST_CASE("a room remembers more while requests are recent, and the more the more seats it has") {
  CHECK(open_room(2).state.bounds_of_requests().keep == 260);
  CHECK(open_room(2).state.bounds_of_requests().max == 16'388);
  auto hall = make::meal();
  hall.max_seats = 20'000;
  CHECK(open_room(20'000, hall).state.bounds_of_requests().keep == 40'256);
}

TEST_CASE("a seat that was given up goes to the next, the lowest first") {
  auto d = open_room(4);
  for (std::uint64_t n : {2, 3, 4}) REQUIRE(d.ask(join, make::by(n, n)));
  REQUIRE(d.ask(leave, make::by(2, 10)));
  REQUIRE(d.ask(leave, make::by(4, 11)));
  CHECK(std::get<seat_given>(*d.ask(join, make::by(5, 12))).seat == 2);
  CHECK(std::get<seat_given>(*d.ask(join, make::by(6, 13))).seat == 4);
  CHECK(d.refusal(join, make::by(7, 14)) == errc::room_full);
}

TEST_CASE("the host cannot leave, and nobody leaves twice") {
  auto d = open_room(3);
  CHECK(d.refusal(leave, make::by(1, 2)) == errc::host_cannot_leave);
  CHECK(d.refusal(leave, make::by(2, 3)) == errc::not_member);
}

TEST_CASE("only the host locks and cancels, and what is over stays over") {
  auto d = open_room(3);
  CHECK(d.refusal(lock, make::by(2, 2)) == errc::not_host);
  CHECK(d.refusal(cancel, make::by(2, 3)) == errc::not_host);
  REQUIRE(d.ask(join, make::by(2, 4)));
  REQUIRE(d.ask(lock, make::by(1, 5)));
  CHECK_FALSE(is_listable(d.state));
  CHECK(d.refusal(join, make::by(3, 6)) == errc::room_locked);
  CHECK(d.refusal(leave, make::by(2, 7)) == errc::room_locked);
  CHECK(d.refusal(lock, make::by(1, 8)) == errc::room_locked);
  REQUIRE(d.ask(cancel, make::by(1, 9)));
  CHECK(d.refusal(cancel, make::by(1, 10)) == errc::room_cancelled);
  CHECK(d.refusal(join, make::by(3, 11)) == errc::room_cancelled);
}

TEST_CASE("an open room closes once, at its time") {
  auto d = open_room(3, make::meal(60));
  d.now = noon_ms + 60'000;
  CHECK(d.refusal(join, make::by(2, 2)) == errc::room_closed);
  auto closing = next_due(d.state);
  REQUIRE(closing);
  CHECK(closing->at == noon_ms + 60'000);
  d.commit({closing->event});
  CHECK_FALSE(next_due(d.state));
  CHECK(d.refusal(join, make::by(2, 3)) == errc::room_closed);
  CHECK(d.refusal(cancel, make::by(1, 4)) == errc::room_closed);
}

TEST_CASE("a locked room does not close") {
  auto d = open_room(3, make::meal(60));
  REQUIRE(d.ask(lock, make::by(1, 2)));
  CHECK_FALSE(next_due(d.state));
}

TEST_CASE("a room wakes for the earlier of its closing and the oldest that it owes") {
  auto d = open_room(3, make::meal(3600));
  CHECK(next_wake(d.state, d.now) == noon_ms + delivery_wake_ms);
  CHECK(next_wake(d.state, noon_ms + delivery_wake_ms) == noon_ms + 2 * delivery_wake_ms);
  d.commit({deliveries_done{{d.state.outbox.last_number}}});
  CHECK(next_wake(d.state, d.now) == noon_ms + 3600 * second_ms);
  REQUIRE(d.ask(lock, make::by(1, 2)));
  CHECK(next_wake(d.state, d.now) == noon_ms + delivery_wake_ms);
  d.commit({deliveries_done{{d.state.outbox.last_number}}});
  CHECK_FALSE(next_wake(d.state, d.now));
}

TEST_CASE("outsiders see who sits in a room only if its kind says so") {
  auto k = make::meal();
  k.who_sees_members = roster::members;
  auto d = open_room(3, k);
  REQUIRE(d.ask(join, make::by(2, 2)));
  CHECK(view(d.state, audience::member).members->size() == 2);
  CHECK_FALSE(view(d.state, audience::outsider).members);
  CHECK(view(d.state, audience::outsider).taken == 2);
  room_event event = seat_taken{make::user(2), 2};
  CHECK(project(event, roster::members, audience::member)->user == make::user(2));
  CHECK_FALSE(project(event, roster::members, audience::outsider)->user);
  CHECK(project(event, roster::everyone, audience::outsider)->user == make::user(2));
  CHECK_FALSE(project(room_event{fenced{}}, roster::everyone, audience::member));
}

}  // namespace moim::room_cases
