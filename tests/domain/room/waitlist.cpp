#include "tests/domain/room/driver.hpp"

namespace moim {
namespace {

using room_test::driver;
using room_test::kind_with;

/// Persons 1 and 2 sit, persons 3, 4 and 5 wait.
driver room_with_line(kind of = kind_with<waitlist, holds, moderation>()) {
  driver d;
  d.open(2, std::move(of));
  REQUIRE(d.by(2, join_room{}));
  for (std::uint64_t n : {3, 4, 5}) REQUIRE(d.by(n, wait_for_seat{}));
  return d;
}

TEST_CASE("who finds a room full is told of its line, and waits in it") {
  auto d = room_with_line();
  auto refused = d.by(6, join_room{});
  REQUIRE_FALSE(refused);
  CHECK(refused.error() ==
        error{errc::room_full, "3 of 20 places of its waitlist are taken: room.wait takes one.", std::nullopt});
  CHECK(std::get<waiting_place>(*d.by(6, wait_for_seat{})).place == 4);
  CHECK(d.refused(6, wait_for_seat{}) == errc::already_in_line);
  CHECK(d.refused(2, wait_for_seat{}) == errc::already_member);
  CHECK(view(d.state, audience::outsider).part<waitlist>() == waitlist::view{4, 20});
}

TEST_CASE("a freed seat is the first one's in line, in the same commit") {
  auto d = room_with_line();
  REQUIRE(d.by(2, leave_room{}));
  CHECK(d.seat_of(3) == 2);
  CHECK(d.count<seat_taken>() == 1);
  CHECK(d.state.get<waitlist>().waiting == std::vector{make::user(4), make::user(5)});
  CHECK(d.refused(2, join_room{}) == errc::room_full);
}

TEST_CASE("whatever frees a seat serves the line") {
  auto d = room_with_line();
  REQUIRE(d.by(1, kick_member{}, 2));
  CHECK(d.seat_of(3) == 2);
  REQUIRE(d.by(1, ban_person{}, 3));
  CHECK(d.seat_of(4) == 2);
  CHECK(d.seat_of(3) == 0);

  driver held;
  held.open(2, kind_with<waitlist, holds>());
  REQUIRE(held.by(2, hold_seat{}));
  REQUIRE(held.by(3, wait_for_seat{}));
  CHECK(held.seat_of(3) == 0);
  held.pass_to(make::noon_ms + 120 * second_ms);
  CHECK(held.seat_of(3) == 2);
}

TEST_CASE("who waits, and whose own kept seat is over too, gets a seat from the line once that is freed") {
  driver d;
  d.open(3, kind_with<waitlist, holds>());
  REQUIRE(d.by(2, hold_seat{}));
  d.now += second_ms;
  REQUIRE(d.by(3, hold_seat{}));
  REQUIRE(d.by(3, wait_for_seat{}));
  // Nobody could look for a while: both are over by now, and freed one after the other.
  d.now += hour_ms;
  d.commit({next_due(d.state)->event});
  CHECK(d.count<seat_freed>() == 1);
  CHECK(d.count<seat_taken>() == 0);
  d.commit({next_due(d.state)->event});
  CHECK(d.count<seat_freed>() == 1);
  CHECK(d.count<seat_taken>() == 1);
  CHECK(d.seat_of(3) != 0);
  CHECK(d.state.get<seats>().kept().empty());
}

TEST_CASE("who waits although a seat is free has it at once") {
  driver d;
  d.open(2, kind_with<waitlist>());
  REQUIRE(d.by(2, wait_for_seat{}));
  CHECK(d.seat_of(2) == 2);
  CHECK(d.state.get<waitlist>().waiting.empty());
}

TEST_CASE("who is kept away or gives up gets no seat from the line") {
  auto d = room_with_line();
  REQUIRE(d.by(3, wait_no_more{}));
  CHECK(d.refused(3, wait_no_more{}) == errc::not_in_line);
  REQUIRE(d.by(1, ban_person{}, 4));
  REQUIRE(d.by(2, leave_room{}));
  CHECK(d.seat_of(5) == 2);
  CHECK(d.state.get<waitlist>().waiting.empty());
}

TEST_CASE("so many wait, and nobody does in a room that nobody can come to") {
  auto of = kind_with<waitlist>();
  of.facets->part<waitlist>()->max = 3;
  auto d = room_with_line(of);
  CHECK(d.refused(6, wait_for_seat{}) == errc::waitlist_full);
  REQUIRE(d.by(1, lock_room{}));
  CHECK(d.state.get<waitlist>().waiting.empty());
  CHECK(d.refused(6, wait_for_seat{}) == errc::room_locked);
}

TEST_CASE("a request for a place in line that comes again gets its first outcome, also once it led to a seat") {
  auto d = room_with_line();
  auto key = make::by(6, 77);
  CHECK(std::get<waiting_place>(*d.ask(wait_for_seat{d.state.id}, key)).place == 4);
  for (std::uint64_t n : {3, 4, 5}) REQUIRE(d.by(n, wait_no_more{}));
  REQUIRE(d.by(2, leave_room{}));
  CHECK(d.seat_of(6) == 2);
  CHECK(std::get<waiting_place>(*d.ask(wait_for_seat{d.state.id}, key)).place == 4);
}

}  // namespace
}  // namespace moim
