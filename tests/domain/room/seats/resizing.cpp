#include "domain/directory/room_card.hpp"
#include "tests/domain/room/driver.hpp"

namespace moim::resizing_cases {
namespace {

using room_test::driver;
using room_test::kind_with;

driver room_of(std::uint32_t seats, std::uint32_t people, kind of = kind_with<holds, waitlist>()) {
  driver d;
  d.open(seats, std::move(of));
  for (std::uint64_t person = 2; person <= people; ++person) REQUIRE(d.by(person, join_room{}));
  return d;
}

TEST_CASE("a host gives a room more seats, or fewer, and everybody sees how many") {
  auto d = room_of(3, 2);
  REQUIRE(d.by(1, resize_room{{}, 5}));
  CHECK(view(d.state, audience::outsider).seats == 5);
  CHECK(card_of(d.state).seats == 5);
  for (auto who : {audience::outsider, audience::member})
    CHECK(project(d.happened.front(), roster::members, who)->seats == 5u);
  REQUIRE(d.by(1, resize_room{{}, 2}));
  CHECK(d.refused(3, join_room{}) == errc::room_full);
}

TEST_CASE("a room never has fewer seats than are taken or kept") {
  auto d = room_of(5, 3);
  REQUIRE(d.by(4, hold_seat{}));
  auto answer = d.by(1, resize_room{{}, 3});
  REQUIRE_FALSE(answer);
  CHECK(answer.error() == error{errc::seats_taken, "4 are taken or kept"});
  CHECK(d.by(1, resize_room{{}, 4}));
  REQUIRE(d.by(4, release_seat{}));
  CHECK(d.by(1, resize_room{{}, 3}));
}

TEST_CASE("a room has as many seats as its kind lets it have") {
  auto of = kind_with<holds>();
  of.min_seats = 2;
  of.max_seats = 6;
  auto d = room_of(4, 1, of);
  CHECK(d.refused(1, resize_room{{}, 1}) == errc::seats_out_of_range);
  CHECK(d.refused(1, resize_room{{}, 7}) == errc::seats_out_of_range);
  CHECK(d.by(1, resize_room{{}, 2}));
  CHECK(d.by(1, resize_room{{}, 6}));
}

TEST_CASE("seats that are added go to whoever waits, in their order, in the same commit") {
  auto d = room_of(2, 2);
  for (std::uint64_t person : {3u, 4u, 5u}) REQUIRE(d.by(person, wait_for_seat{}));
  REQUIRE(d.by(1, resize_room{{}, 4}));
  CHECK(d.seat_of(3) == 3);
  CHECK(d.seat_of(4) == 4);
  CHECK(d.seat_of(5) == 0);
  CHECK(d.count<seat_taken>() == 2);
}

TEST_CASE("nobody is moved in a room that shrinks, and what is free then is as many as there are") {
  auto d = room_of(5, 5);
  for (std::uint64_t person : {2u, 3u, 4u}) REQUIRE(d.by(person, leave_room{}));
  REQUIRE(d.by(1, resize_room{{}, 3}));
  CHECK(d.seat_of(5) == 5);
  CHECK(std::get<seat_given>(*d.by(6, join_room{})).seat == 2);
  CHECK(d.refused(7, join_room{}) == errc::room_full);
}

TEST_CASE("as many seats as there are is no change") {
  auto d = room_of(3, 1);
  REQUIRE(d.by(1, resize_room{{}, 3}));
  CHECK(d.count<room_resized>() == 0);
}

TEST_CASE("only an open room changes its size") {
  auto d = room_of(3, 1);
  REQUIRE(d.by(1, lock_room{}));
  CHECK(d.refused(1, resize_room{{}, 4}) == errc::room_locked);
  REQUIRE(d.by(1, cancel_room{}));
  CHECK(d.refused(1, resize_room{{}, 4}) == errc::room_cancelled);
}

}  // namespace
}  // namespace moim::resizing_cases
