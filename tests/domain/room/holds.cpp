#include "tests/domain/room/driver.hpp"

namespace moim {
namespace {

using room_test::driver;
using room_test::kind_with;

constexpr time_ms hold_ms = 120 * second_ms;

driver room_with_holds(std::uint32_t seats = 3) {
  driver d;
  d.open(seats, kind_with<holds>());
  return d;
}

TEST_CASE("a seat is kept for whoever holds it, and theirs when they confirm") {
  auto d = room_with_holds(2);
  auto held = std::get<seat_held>(*d.by(2, hold_seat{}));
  CHECK(held == seat_held{2, make::noon_ms + hold_ms});
  CHECK(d.taken() == 1);
  CHECK(view(d.state, audience::outsider).part<holds>()->kept == 1);
  CHECK(d.refused(3, join_room{}) == errc::room_full);
  CHECK(d.refused(3, confirm_seat{}) == errc::not_held);
  CHECK(d.refused(2, hold_seat{}) == errc::already_held);
  CHECK(std::get<seat_given>(*d.by(2, confirm_seat{})).seat == 2);
  CHECK(d.seat_of(2) == 2);
  CHECK(d.refused(2, confirm_seat{}) == errc::not_held);
}

TEST_CASE("who joins while a seat is kept for them takes that one") {
  auto d = room_with_holds();
  REQUIRE(d.by(2, hold_seat{}));
  CHECK(std::get<seat_given>(*d.by(2, join_room{})).seat == 2);
  CHECK(d.state.get<seats>().kept().empty());
}

TEST_CASE("a kept seat is free when its time is over, and not kept for the same person for as long again") {
  auto d = room_with_holds(2);
  REQUIRE(d.by(2, hold_seat{}));
  CHECK(next_wake(d.state, d.now).value() <= make::noon_ms + hold_ms);
  d.now += hold_ms - 1;
  CHECK(d.refused(3, join_room{}) == errc::room_full);
  d.pass_to(make::noon_ms + hold_ms);
  CHECK(d.count<seat_freed>() == 1);
  CHECK(d.refused(2, confirm_seat{}) == errc::not_held);
  auto again = d.by(2, hold_seat{});
  REQUIRE_FALSE(again);
  CHECK(again.error() == error{errc::held_before, {}, static_cast<std::uint32_t>(hold_ms)});
  d.now += hold_ms;
  CHECK(d.by(2, hold_seat{}));
}

TEST_CASE("a hold that nobody has ended yet is over at its time all the same") {
  auto d = room_with_holds();
  REQUIRE(d.by(2, hold_seat{}));
  d.now += hold_ms;
  CHECK(d.refused(2, confirm_seat{}) == errc::not_held);
  CHECK(d.refused(2, release_seat{}) == errc::not_held);
}

TEST_CASE("who gives a kept seat up may join, but not hold again at once") {
  auto d = room_with_holds(2);
  REQUIRE(d.by(2, hold_seat{}));
  REQUIRE(d.by(2, release_seat{}));
  CHECK(d.refused(2, release_seat{}) == errc::not_held);
  CHECK(d.refused(2, hold_seat{}) == errc::held_before);
  CHECK(d.by(2, join_room{}));
}

TEST_CASE("whom the host invites has a seat kept, and sits down by their own word only") {
  auto d = room_with_holds();
  CHECK(d.refused(2, invite_person{}, 3) == errc::not_host);
  REQUIRE(d.by(1, invite_person{}, 2));
  CHECK(d.seat_of(2) == 0);
  CHECK(d.refused(1, invite_person{}, 2) == errc::already_held);
  CHECK(d.refused(1, invite_person{}, 1) == errc::already_member);
  REQUIRE(d.by(2, release_seat{}));
  CHECK(d.refused(1, invite_person{}, 2) == errc::held_before);
}

TEST_CASE("an invitation needs no approval, a hold does") {
  driver d;
  d.open(4, kind_with<approval, holds>());
  CHECK(d.refused(2, hold_seat{}) == errc::approval_needed);
  REQUIRE(d.by(1, invite_person{}, 2));
  REQUIRE(d.by(2, confirm_seat{}));
  CHECK(d.seat_of(2) == 2);
}

TEST_CASE("so many seats are kept at a time") {
  auto of = kind_with<holds>();
  of.facets->part<holds>()->max = 2;
  driver d;
  d.open(10, of);
  REQUIRE(d.by(2, hold_seat{}));
  REQUIRE(d.by(3, hold_seat{}));
  CHECK(d.refused(4, hold_seat{}) == errc::too_many_holds);
  CHECK(d.by(4, join_room{}));
}

TEST_CASE("confirming asks no guard: a lock-in, a cancel and a closing have ended all kept seats") {
  for (int end = 0; end < 3; ++end) {
    driver d;
    d.open(3, kind_with<holds>(60));
    REQUIRE(d.by(2, hold_seat{}));
    if (end == 0) REQUIRE(d.by(1, lock_room{}));
    if (end == 1) REQUIRE(d.by(1, cancel_room{}));
    if (end == 2) d.pass_to(make::noon_ms + 60 * second_ms);
    CHECK(d.state.get<seats>().kept().empty());
    CHECK(d.refused(2, confirm_seat{}) == errc::not_held);
    CHECK_FALSE(next_due(d.state));
  }
}

TEST_CASE("the last who let a hold pass are remembered, so many of them and no longer than that counts") {
  auto of = kind_with<holds>();
  of.facets->part<holds>()->max = 1'000;
  driver d;
  d.open(1'000, of);
  for (std::uint64_t n = 2; n < max_past_holds + 10; ++n) {
    REQUIRE(d.by(n, hold_seat{}));
    REQUIRE(d.by(n, release_seat{}));
  }
  CHECK(d.state.get<holds>().past.size() == max_past_holds);
  d.now += hold_ms;
  REQUIRE(d.by(500, hold_seat{}));
  REQUIRE(d.by(500, release_seat{}));
  CHECK(d.state.get<holds>().past.size() == 1);
}

}  // namespace
}  // namespace moim
