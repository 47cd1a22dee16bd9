#include "domain/room/projection.hpp"
#include "tests/domain/room/driver.hpp"

namespace moim {
namespace {

using room_test::driver;

const leave_room leave{make::room_number(1)};
const lock_room lock{make::room_number(1)};
const cancel_room cancel{make::room_number(1)};

TEST_CASE("in a matched room the next member is its host once the host has left") {
  driver d;
  birth born{{7, 8}, make::meal(), {make::user(1), make::user(2), make::user(3)}, {}};
  born.backfill = backfill_terms{{7, 9}, {}, {}};
  d.commit(decide_birth(d.state, make::room_number(1), born));
  CHECK(d.state.get<hosting>().host == make::user(1));
  REQUIRE(d.ask(leave, make::by(2, 1)));
  CHECK(d.state.get<hosting>().host == make::user(1));
  REQUIRE(d.ask(leave, make::by(1, 2)));
  CHECK(d.state.get<hosting>().host == make::user(3));
  CHECK(d.refusal(cancel, make::by(1, 3)) == errc::not_host);
  CHECK(d.refusal(lock, make::by(1, 4)) == errc::not_host);
  CHECK(audience_of(d.state, make::user(1)) == audience::outsider);
  REQUIRE(d.ask(lock, make::by(3, 5)));
}

TEST_CASE("who leaves a matched room last has no say in it any more") {
  driver d;
  d.commit(decide_birth(d.state, make::room_number(1), {{7, 8}, make::meal(), {make::user(1), make::user(2)}, {}}));
  REQUIRE(d.ask(leave, make::by(1, 1)));
  REQUIRE(d.ask(leave, make::by(2, 2)));
  CHECK(d.refusal(lock, make::by(2, 3)) == errc::not_host);
  CHECK(audience_of(d.state, make::user(2)) == audience::outsider);
}

TEST_CASE("a room that looks for people does not look for whoever has left it") {
  driver d;
  birth born{{7, 8}, make::meal(), {make::user(1), make::user(2), make::user(3)}, {}};
  ticket of_them;
  of_them.id = {1, 1};
  of_them.users = born.members;
  of_them.sizes = sizes_between(2, 3);
  born.backfill = backfill_terms{{7, 9}, {of_them}, {}};
  d.commit(decide_birth(d.state, make::room_number(1), born));
  REQUIRE(d.ask(leave, make::by(1, 1)));
  auto sought = backfill_ticket(d.state);
  REQUIRE(sought);
  REQUIRE(sought->not_with.size() == 1);
  CHECK(sought->not_with[0].user == make::user(1));
}

}  // namespace
}  // namespace moim
