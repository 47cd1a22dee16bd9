#include "tests/actors/support/room_bench.hpp"

/// Rule 6: what a failover takes from a person's log is told again, and who asks is told what the room's log says.
using namespace moim;
using namespace moim::bench;

TEST_CASE("what a person's log has taken is told once more after a minute, where a failover may have lost it") {
  for (auto kind : {store_kind::own, store_kind::shared}) {
    world w;
    room_bench node{w, kind};
    node.open(10, make::meal(0));
    node.acknowledge_all();
    node.pass(delivery_agrees_ms);
    CHECK(node.told.empty());
    bool again = kind == store_kind::shared;
    if (again) CHECK(w.logs->wake_of(the_room.entity()));
    node.pass(10 * second_ms);
    REQUIRE(node.told.empty() != again);
    node.acknowledge_all();
    node.pass(3 * minute_ms);
    node.entity().on_wake();
    node.run();
    CHECK(node.told.empty());
    CHECK(node.count<deliveries_done>() == (again ? 2 : 1));
    CHECK_FALSE(w.logs->wake_of(the_room.entity()));
  }
}

TEST_CASE("what a person's log had lost it is told until it is no news there") {
  world w;
  room_bench node{w, store_kind::shared};
  node.open(1, make::meal(0));
  node.acknowledge_all();
  for (int lost = 0; lost < 3; ++lost) {
    node.pass(delivery_agrees_ms + 10 * second_ms);
    REQUIRE_FALSE(node.told.empty());
    node.entity().receive(delivery_answered{node.told[0].number, delivery_end::done, 0, {}, true});
    node.told.clear();
  }
  node.pass(delivery_agrees_ms + 10 * second_ms);
  REQUIRE_FALSE(node.told.empty());
  node.acknowledge_all();
  node.pass(3 * minute_ms);
  CHECK(node.told.empty());
  CHECK(node.count<deliveries_done>() == 5);
}

TEST_CASE("what a failover took from the room is not told once more by a process that has not noticed") {
  world w;
  room_bench node{w, store_kind::shared};
  node.open(10, make::meal(0));
  node.acknowledge_all();
  node.pass(5 * second_ms);
  REQUIRE(node.count<deliveries_done>() == 1);
  w.logs->lose_tail(the_room.entity(), 100);
  node.pass(delivery_agrees_ms + 10 * second_ms);
  CHECK(node.told.empty());
}

TEST_CASE("a room that is asked about somebody answers from its log, also where that has lost its end") {
  world w;
  room_bench node{w, store_kind::shared};
  node.open(10);
  node.join(2);
  node.run();
  auto ask = [&] {
    node.confirmed.clear();
    node.entity().receive(membership_asked{make::user(2), the_room, 7});
    node.run();
    REQUIRE(node.confirmed.size() == 1);
    CHECK(node.confirmed[0].number == 7);
    return node.confirmed[0].what;
  };
  CHECK(ask() == membership::seated);
  w.logs->lose_tail(the_room.entity(), 1);
  CHECK(ask() == membership::left);
  w.logs->lose_tail(the_room.entity(), 1);
  CHECK(ask() == membership::left);
}
