#include "sim/checks/recording.hpp"

#include "sim/checks/linearizability.hpp"

#include <catch2/catch.hpp>

namespace moim::sim::test {
namespace {

const room_id room{1, 1};
const user_id host{2, 1}, ann{2, 2};

/// A room of one free seat, as its host was told of it.
struct notebook {
  history told{{100, 100}};

  notebook() {
    recording create{told, create_room{"meal", "Soup", 1}, host, 0};
    create.opened(room, 1, false, std::nullopt, 0);
  }
  const std::vector<room_operation>& operations() const { return told.rooms().front().operations; }
};

}  // namespace

TEST_CASE_METHOD(notebook, "a request is one operation from its first sending to its first outcome") {
  recording join{told, join_room{room}, ann, 0};
  join.done(seat_given{1}, 0);
  join.done(seat_given{2}, 0);
  REQUIRE(operations().size() == 2);
  CHECK(to_text(operations()[1], told) == "[3–4] " + moim::to_text(ann) + " join: seat 1");
}

TEST_CASE_METHOD(notebook, "what is refused for now stays open") {
  recording join{told, join_room{room}, ann, 0};
  join.refused(errc::overloaded, true, 0);
  join.refused(errc::key_expired, true, 0);
  CHECK(operations()[1].returned == never);
  join.refused(errc::room_full, false, 0);
  CHECK(operations()[1].returned != never);
  CHECK(operations().size() == 2);
}

TEST_CASE_METHOD(notebook, "of a request that was sent more than once and refused, a copy may yet be done") {
  recording join{told, join_room{room}, ann, 0};
  join.refused(errc::room_full, true, 0);
  REQUIRE(operations().size() == 3);
  CHECK(operations()[2].call == room_call::join);
  CHECK(operations()[2].returned == never);
  CHECK(operations()[2].invoked == operations()[1].invoked);
}

TEST_CASE_METHOD(notebook, "what is about no room is not recorded") {
  recording list{told, list_rooms{}, ann, 0};
  list.refused(errc::unavailable, false, 0);
  list.done(done{}, 0);
  CHECK(told.rooms().size() == 1);
  CHECK(operations().size() == 1);
}

TEST_CASE_METHOD(notebook, "of a room with too many seats nothing is kept") {
  recording create{told, create_room{"hall", "Soup", 5'000}, host, 0};
  create.opened({1, 2}, 5'000, false, std::nullopt, 0);
  CHECK(told.rooms().back().cut_short);
}

}  // namespace moim::sim::test
