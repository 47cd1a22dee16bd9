#include "tests/domain/room/driver.hpp"

namespace moim::ending_cases {
namespace {

using room_test::driver;
using room_test::kind_with;

driver locked_room() {
  driver d;
  d.open(3, kind_with<moderation, holds, waitlist>());
  REQUIRE(d.by(2, join_room{}));
  REQUIRE(d.by(1, lock_room{}));
  return d;
}

TEST_CASE("a gathering ends once it was locked in, and not before") {
  driver d;
  d.open(3, make::meal(0));
  CHECK(d.refused(1, end_room{}) == errc::not_locked);
  REQUIRE(d.by(1, lock_room{}));
  REQUIRE(d.by(1, end_room{}));
  CHECK(view(d.state, audience::outsider).phase == room_phase::ended);
  CHECK(d.refused(1, end_room{}) == errc::room_ended);
}

TEST_CASE("a room that was cancelled or has closed does not end") {
  auto cancelled = locked_room();
  REQUIRE(cancelled.by(1, cancel_room{}));
  CHECK(cancelled.refused(1, end_room{}) == errc::room_cancelled);
  driver closed;
  closed.open(3, make::meal(60));
  closed.pass_to(make::noon_ms + minute_ms);
  CHECK(closed.refused(1, end_room{}) == errc::room_closed);
}

TEST_CASE("nothing is done in a room that has ended") {
  auto d = locked_room();
  REQUIRE(d.by(1, end_room{}));
  CHECK(d.refused(3, join_room{}) == errc::room_ended);
  CHECK(d.refused(2, leave_room{}) == errc::room_ended);
  CHECK(d.refused(1, lock_room{}) == errc::room_ended);
  CHECK(d.refused(1, cancel_room{}) == errc::room_ended);
  CHECK(d.refused(1, resize_room{{}, 5}) == errc::room_ended);
  CHECK(d.refused(3, hold_seat{}) == errc::room_ended);
  CHECK(d.refused(3, wait_for_seat{}) == errc::room_ended);
  CHECK(d.refused(1, kick_member{}, 2) == errc::room_ended);
  CHECK(d.refused(1, ban_person{}, 2) == errc::room_ended);
  CHECK(d.refused(1, hand_over{}, 2) == errc::room_ended);
}

TEST_CASE("a room that has ended leaves its members' own lists, as one that was cancelled does") {
  auto d = locked_room();
  REQUIRE(d.by(1, end_room{}));
  std::size_t told = 0;
  for (const auto& event : d.happened)
    if (auto* owed = std::get_if<deliveries_owed<room_payload>>(&event))
      for (const auto& item : owed->items)
        if (auto* word = std::get_if<membership_told>(&item.what)) told += word->what == membership::left;
  CHECK(told == 2);
  CHECK(membership_of(d.state, make::user(2)) == membership::left);
}

TEST_CASE("followers are told of the end") {
  CHECK(*project(room_event{room_ended{}}, roster::members, audience::outsider) ==
        room_change{"room_ended", std::nullopt, std::nullopt});
}

}  // namespace
}  // namespace moim::ending_cases
