#include "tests/actors/support/user_bench.hpp"

/// Rule 6: after a failover that took the newest commits of a room, or of a person's log, the two agree again.
namespace moim::bench {
namespace {

const room_id brunch = make::room_number(1);

TEST_CASE("a room is asked a minute after its word whether it still says so, until it has answered") {
  world in;
  user_bench node{in, store_kind::shared};
  node.tell(brunch, 7, membership::seated);
  node.pass(delivery_agrees_ms - second_ms);
  CHECK(node.asked.empty());
  node.pass(2 * second_ms);
  CHECK(node.asked == std::vector<std::uint64_t>{7});
  node.pass(10 * second_ms);
  CHECK(node.asked.size() == 2);
  node.entity().receive(membership_confirmed{brunch, 7, membership::seated});
  node.pass(2 * minute_ms);
  CHECK(node.asked.size() == 2);
  CHECK(node.rooms() == std::vector{brunch});
}

TEST_CASE("what a room's log does not say any more leaves the person's list") {
  world in;
  user_bench node{in, store_kind::shared};
  node.tell(brunch, 7, membership::seated);
  node.pass(delivery_agrees_ms + second_ms);
  node.entity().receive(membership_confirmed{brunch, 7, membership::left});
  node.run();
  CHECK(node.rooms().empty());
  // What the room says from then on is newer.
  node.tell(brunch, 9, membership::seated);
  node.run();
  CHECK(node.rooms() == std::vector{brunch});
  // And an answer to what was asked before changes nothing.
  node.entity().receive(membership_confirmed{brunch, 7, membership::left});
  node.run();
  CHECK(node.rooms() == std::vector{brunch});
}

TEST_CASE("a process that dies before it has asked leaves that to the next") {
  world in;
  user_bench node{in, store_kind::shared};
  node.tell(brunch, 7, membership::seated);
  node.run();
  REQUIRE(in.logs->wake_of(node.me.entity()) == node.now() + delivery_agrees_ms);
  node.pass(delivery_agrees_ms + second_ms);
  node.asked.clear();
  node.restart();
  node.entity().on_wake();
  node.run();
  CHECK(node.asked == std::vector<std::uint64_t>{7});
  // Nobody asks for ever.
  node.pass(hour_ms);
  node.restart();
  node.asked.clear();
  node.entity().on_wake();
  node.run();
  CHECK(node.asked.empty());
  CHECK_FALSE(in.logs->wake_of(node.me.entity()));
}

TEST_CASE("once the rooms have confirmed nobody is woken to ask again, and the person leaves memory") {
  world in;
  user_bench node{in, store_kind::shared};
  node.tell(brunch, 7, membership::seated);
  node.pass(delivery_agrees_ms + second_ms);
  REQUIRE(in.logs->wake_of(node.me.entity()));
  node.entity().receive(membership_confirmed{brunch, 7, membership::seated});
  node.run();
  CHECK_FALSE(in.logs->wake_of(node.me.entity()));
  node.pass(2 * node.limits.rest_after);
  CHECK(node.rested);
}

TEST_CASE("where nobody else appends there are no failovers, and nobody is asked") {
  world in;
  user_bench node{in};
  node.tell(brunch, 7, membership::seated);
  node.pass(5 * minute_ms);
  CHECK(node.asked.empty());
  CHECK_FALSE(in.logs->wake_of(node.me.entity()));
}

}  // namespace
}  // namespace moim::bench
