#include "domain/room/assignment/assignment.hpp"

#include "tests/domain/room/driver.hpp"

namespace moim::assignment_cases {
namespace {

using room_test::driver;
using room_test::kind_with;

template <class... Others>
driver assigned_room(std::uint32_t seats = 3) {
  driver d;
  d.open(seats, kind_with<assignment, Others...>());
  return d;
}

/// An operator, or a trusted server, asks.
template <class Method>
result<room_answer> told(driver& d, Method method, std::uint64_t about, role as = role::operator_) {
  method.room = d.state.id;
  method.person = make::user(about);
  auto who = make::by(99, ++d.last_key, d.now);
  who.as = as;
  return d.ask(method, who);
}

TEST_CASE("an operator gives somebody a seat, and takes it away") {
  auto d = assigned_room();
  CHECK(std::get<seat_given>(*told(d, assign_person{}, 2)).seat == 2);
  CHECK(std::get<seat_given>(*told(d, assign_person{}, 3, role::trusted)).seat == 3);
  CHECK(d.seat_of(2) == 2);
  CHECK(told(d, unassign_person{}, 2));
  CHECK(d.seat_of(2) == 0);
}

TEST_CASE("nobody takes a seat by their own word, nor by the host's") {
  auto d = assigned_room<holds, waitlist, approval>();
  CHECK(d.refused(2, join_room{}) == errc::assigned_only);
  CHECK(d.refused(2, hold_seat{}) == errc::assigned_only);
  CHECK(d.refused(2, wait_for_seat{}) == errc::assigned_only);
  CHECK(d.refused(2, apply_for_seat{}) == errc::assigned_only);
  CHECK(d.refused(1, invite_person{}, 2) == errc::assigned_only);
}

TEST_CASE("neither the host nor a member assigns anybody") {
  auto d = assigned_room();
  REQUIRE(told(d, assign_person{}, 2));
  for (std::uint64_t person : {1u, 2u, 3u}) {
    CHECK(d.refused(person, assign_person{}, 3) == errc::not_allowed);
    CHECK(d.refused(person, unassign_person{}, 2) == errc::not_allowed);
  }
}

TEST_CASE("whoever is assigned owes the room's list as anybody else does") {
  auto d = assigned_room();
  REQUIRE(told(d, assign_person{}, 2));
  bool is_told = false;
  for (const auto& event : d.happened)
    if (auto* owed = std::get_if<deliveries_owed<room_payload>>(&event))
      for (const auto& item : owed->items) is_told |= item.target == make::user(2).entity();
  CHECK(is_told);
}

TEST_CASE("what keeps people from a seat keeps an operator from giving it") {
  auto d = assigned_room<moderation>(2);
  REQUIRE(d.by(1, ban_person{}, 2));
  CHECK(told(d, assign_person{}, 2).error().code == errc::banned);
  REQUIRE(told(d, assign_person{}, 3));
  CHECK(told(d, assign_person{}, 3).error().code == errc::already_member);
  CHECK(told(d, assign_person{}, 4).error().code == errc::room_full);
  REQUIRE(d.by(1, lock_room{}));
  CHECK(told(d, assign_person{}, 4).error().code == errc::room_locked);
  CHECK(told(d, unassign_person{}, 3).error().code == errc::room_locked);
}

TEST_CASE("a host keeps their seat, and who has none loses none") {
  auto d = assigned_room();
  CHECK(told(d, unassign_person{}, 1).error().code == errc::host_cannot_leave);
  CHECK(told(d, unassign_person{}, 5).error().code == errc::not_member);
}

TEST_CASE("everybody sees that the seats of a room are assigned") {
  CHECK(view(assigned_room().state, audience::outsider).part<assignment>());
}

}  // namespace
}  // namespace moim::assignment_cases
