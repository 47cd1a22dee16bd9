#include "tests/domain/room/driver.hpp"

namespace moim {
namespace {

using room_test::driver;

/// To whom the room owes that it is over.
std::vector<entity_id> told_over(const room& state) {
  std::vector<entity_id> all;
  for (const auto& [number, each] : state.outbox.open)
    if (std::holds_alternative<hosting_over>(each.what)) all.push_back(each.target);
  return all;
}

driver created_room() {
  driver room;
  room.commit({room_created{make::room_number(1), make::user(1), make::meal(), "Soup", 4}, outbox_begun{}});
  return room;
}

TEST_CASE("a room that takes nobody any more tells its creator, whoever is host by then") {
  auto room = created_room();
  room.commit({seat_taken{make::user(2), 2}, host_changed{make::user(2)}});
  CHECK(told_over(room.state).empty());
  SECTION("it is locked in") { room.commit({room_locked{}}); }
  SECTION("it is cancelled") { room.commit({room_cancelled{}}); }
  SECTION("it closes") { room.commit({room_closed{}}); }
  CHECK(told_over(room.state) == std::vector{make::user(1).entity()});
}

TEST_CASE("a match's room counts against nobody") {
  driver room;
  birth born{{7, 8}, make::meal(), {make::user(1), make::user(2)}, {}};
  room.commit(decide_birth(room.state, make::room_number(1), born));
  room.commit({room_closed{}});
  CHECK(told_over(room.state).empty());
}

}  // namespace
}  // namespace moim
