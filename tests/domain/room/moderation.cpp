#include "tests/domain/room/driver.hpp"

namespace moim {
namespace {

using room_test::driver;
using room_test::kind_with;

/// Persons 1 (the host), 2 and 3 sit.
driver moderated(kind of = kind_with<moderation, approval, holds, waitlist>()) {
  driver d;
  of.facets->part<approval>().reset();
  d.open(4, std::move(of));
  for (std::uint64_t n : {2, 3}) REQUIRE(d.by(n, join_room{}));
  return d;
}

TEST_CASE("the host sends a member away, who may come again") {
  auto d = moderated();
  REQUIRE(d.by(1, kick_member{}, 2));
  CHECK(d.seat_of(2) == 0);
  CHECK(d.count<seat_left>() == 1);
  CHECK(std::get<membership_told>(d.state.outbox.open.rbegin()->second.what).what == membership::left);
  CHECK(d.refused(1, kick_member{}, 2) == errc::not_member);
  CHECK(d.refused(1, kick_member{}, 1) == errc::host_cannot_leave);
  CHECK(d.by(2, join_room{}));
}

TEST_CASE("who is kept away loses the seat and gets none on any way") {
  auto d = moderated();
  REQUIRE(d.by(1, ban_person{}, 2));
  REQUIRE(d.by(4, hold_seat{}));
  REQUIRE(d.by(1, ban_person{}, 4));
  CHECK(d.seat_of(2) == 0);
  CHECK(d.state.get<seats>().kept().empty());
  CHECK(d.refused(2, join_room{}) == errc::banned);
  CHECK(d.refused(2, hold_seat{}) == errc::banned);
  CHECK(d.refused(2, wait_for_seat{}) == errc::banned);
  CHECK(d.refused(4, confirm_seat{}) == errc::not_held);
  CHECK(d.refused(1, invite_person{}, 2) == errc::banned);
  CHECK(std::get<banned_list>(*d.by(1, list_banned{})).people == std::vector{make::user(2), make::user(4)});
  REQUIRE(d.by(1, unban_person{}, 2));
  REQUIRE(d.by(1, unban_person{}, 2));
  CHECK(d.by(2, join_room{}));
}

TEST_CASE("a ban ends an application, and who is kept away cannot apply") {
  driver d;
  d.open(4, kind_with<moderation, approval>());
  REQUIRE(d.by(2, apply_for_seat{}));
  REQUIRE(d.by(1, ban_person{}, 2));
  CHECK(d.state.get<approval>().open.empty());
  CHECK(d.refused(2, apply_for_seat{}) == errc::banned);
  CHECK(d.refused(1, accept_applicant{}, 2) == errc::not_applied);
}

TEST_CASE("a room keeps so many people away, and nobody twice") {
  auto of = kind_with<moderation, approval>();
  of.facets->part<moderation>()->max_banned = 2;
  auto d = moderated(of);
  REQUIRE(d.by(1, ban_person{}, 7));
  REQUIRE(d.by(1, ban_person{}, 7));
  REQUIRE(d.by(1, ban_person{}, 8));
  CHECK(d.refused(1, ban_person{}, 9) == errc::too_many_banned);
  CHECK(d.refused(1, ban_person{}, 1) == errc::host_cannot_leave);
}

TEST_CASE("the host hands the room to a member, and may leave then") {
  auto d = moderated();
  CHECK(d.refused(1, hand_over{}, 9) == errc::not_member);
  REQUIRE(d.by(1, hand_over{}, 2));
  CHECK(d.refused(1, kick_member{}, 3) == errc::not_host);
  CHECK(view(d.state, audience::outsider).host == make::user(2));
  REQUIRE(d.by(1, leave_room{}));
  CHECK(audience_of(d.state, make::user(1)) == audience::outsider);
  CHECK(d.refused(2, leave_room{}) == errc::host_cannot_leave);
}

TEST_CASE("the members of a locked room are final, and a room that is over has no host to decide") {
  auto d = moderated();
  REQUIRE(d.by(1, lock_room{}));
  CHECK(d.refused(1, kick_member{}, 2) == errc::room_locked);
  CHECK(d.refused(1, ban_person{}, 2) == errc::room_locked);
  REQUIRE(d.by(1, ban_person{}, 9));
  REQUIRE(d.by(1, hand_over{}, 3));
  REQUIRE(d.by(3, cancel_room{}));
  CHECK(d.refused(3, hand_over{}, 2) == errc::room_cancelled);
  CHECK(d.refused(3, ban_person{}, 8) == errc::room_cancelled);
}

TEST_CASE("followers see who was sent away as they see who left") {
  room_event event = kicked{make::user(2)};
  CHECK(project(event, roster::members, audience::member)->user == make::user(2));
  CHECK_FALSE(project(event, roster::members, audience::outsider)->user);
  CHECK_FALSE(project(room_event{banned{make::user(2)}}, roster::everyone, audience::member));
  CHECK_FALSE(project(room_event{applied{make::user(2)}}, roster::everyone, audience::member));
}

}  // namespace
}  // namespace moim
