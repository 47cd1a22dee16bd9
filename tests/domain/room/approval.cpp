#include "tests/domain/room/driver.hpp"

namespace moim {
namespace {

using room_test::driver;
using room_test::kind_with;

driver room_with_approval(std::uint32_t seats = 3) {
  driver d;
  d.open(seats, kind_with<approval>());
  return d;
}

TEST_CASE("who wants a seat where the host accepts people one by one has to apply") {
  auto d = room_with_approval();
  CHECK(d.refused(2, join_room{}) == errc::approval_needed);
  REQUIRE(d.by(2, apply_for_seat{}));
  CHECK(d.refused(2, apply_for_seat{}) == errc::already_applied);
  CHECK(d.refused(2, join_room{}) == errc::approval_needed);
  REQUIRE(d.by(1, accept_applicant{}, 2));
  CHECK(d.seat_of(2) == 2);
  CHECK(d.state.get<approval>().open.empty());
  CHECK(d.refused(2, apply_for_seat{}) == errc::already_member);
}

TEST_CASE("only the host sees, accepts and rejects applicants") {
  auto d = room_with_approval();
  REQUIRE(d.by(2, apply_for_seat{}));
  REQUIRE(d.by(3, apply_for_seat{}));
  CHECK(d.refused(2, list_applicants{}) == errc::not_host);
  CHECK(d.refused(2, accept_applicant{}, 2) == errc::not_host);
  CHECK(d.refused(3, reject_applicant{}, 2) == errc::not_host);
  auto list = std::get<applicant_list>(*d.by(1, list_applicants{}));
  CHECK(list.applicants == std::vector<applicant>{{make::user(2), make::noon_ms}, {make::user(3), make::noon_ms}});
  CHECK(view(d.state, audience::member).part<approval>()->applications == 2);
  CHECK_FALSE(view(d.state, audience::outsider).part<approval>()->applications);
}

TEST_CASE("an application is decided once") {
  auto d = room_with_approval();
  REQUIRE(d.by(2, apply_for_seat{}));
  REQUIRE(d.by(1, reject_applicant{}, 2));
  CHECK(d.refused(1, accept_applicant{}, 2) == errc::not_applied);
  CHECK(d.refused(1, reject_applicant{}, 2) == errc::not_applied);
  CHECK(d.refused(2, withdraw_application{}) == errc::not_applied);
  REQUIRE(d.by(2, apply_for_seat{}));
  REQUIRE(d.by(2, withdraw_application{}));
  CHECK(d.refused(1, accept_applicant{}, 2) == errc::not_applied);
  CHECK(d.taken() == 1);
}

TEST_CASE("who is accepted into a full room keeps the application, or waits in line where there is one") {
  auto d = room_with_approval(2);
  for (std::uint64_t n : {2, 3}) REQUIRE(d.by(n, apply_for_seat{}));
  REQUIRE(d.by(1, accept_applicant{}, 2));
  CHECK(d.refused(1, accept_applicant{}, 3) == errc::room_full);
  CHECK(d.state.get<approval>().open.size() == 1);

  driver with_line;
  with_line.open(2, kind_with<approval, waitlist>());
  for (std::uint64_t n : {2, 3}) REQUIRE(with_line.by(n, apply_for_seat{}));
  REQUIRE(with_line.by(1, accept_applicant{}, 2));
  CHECK(with_line.refused(4, wait_for_seat{}) == errc::approval_needed);
  REQUIRE(with_line.by(1, accept_applicant{}, 3));
  CHECK(with_line.state.get<waitlist>().waiting == std::vector{make::user(3)});
  REQUIRE(with_line.by(2, leave_room{}));
  CHECK(with_line.seat_of(3) == 2);
}

TEST_CASE("so many applications are open at a time, and each for so long") {
  auto of = kind_with<approval>();
  of.facets->part<approval>() = approval::rules{2, 60};
  driver d;
  d.open(5, of);
  REQUIRE(d.by(2, apply_for_seat{}));
  d.now += 10 * second_ms;
  REQUIRE(d.by(3, apply_for_seat{}));
  CHECK(d.refused(4, apply_for_seat{}) == errc::too_many_applicants);
  CHECK(next_due(d.state)->at == make::noon_ms + 60 * second_ms);
  d.pass_to(make::noon_ms + 60 * second_ms);
  CHECK(d.count<application_ended>() == 1);
  CHECK(d.refused(1, accept_applicant{}, 2) == errc::not_applied);
  REQUIRE(d.by(4, apply_for_seat{}));
  CHECK(next_due(d.state)->at == make::noon_ms + 70 * second_ms);
}

TEST_CASE("applications end with the room's time to fill up") {
  for (bool lock : {true, false}) {
    auto d = room_with_approval();
    REQUIRE(d.by(2, apply_for_seat{}));
    REQUIRE((lock ? d.by(1, lock_room{}) : d.by(1, cancel_room{})));
    CHECK(d.state.get<approval>().open.empty());
    CHECK_FALSE(next_due(d.state));
    CHECK(d.refused(3, apply_for_seat{}) == (lock ? errc::room_locked : errc::room_cancelled));
  }
}

TEST_CASE("a host who organises without a seat needs no approval") {
  auto of = kind_with<approval>();
  of.host_takes_seat = false;
  driver d;
  d.open(3, of);
  REQUIRE(d.by(1, join_room{}));
  CHECK(d.seat_of(1) == 1);
}

TEST_CASE("a room of a kind without a facet's table does not offer it") {
  driver d;
  d.open(3, make::meal());
  CHECK(d.refused(2, apply_for_seat{}) == errc::not_offered);
  CHECK(d.refused(1, list_applicants{}) == errc::not_offered);
  CHECK(d.refused(2, hold_seat{}) == errc::not_offered);
  CHECK(d.refused(2, wait_for_seat{}) == errc::not_offered);
  CHECK(d.refused(1, kick_member{}, 2) == errc::not_offered);
  CHECK_FALSE(view(d.state, audience::member).part<approval>());
}

}  // namespace
}  // namespace moim
