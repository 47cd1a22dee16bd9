#include "tests/actors/support/room_bench.hpp"

/// Who is not needed leaves memory, and who is needed does not.
using namespace moim;
using namespace moim::bench;

namespace {

/// A room with two members and nothing left to do.
void settle(room_bench& node) {
  node.acknowledge_all();
  node.join(50);
  node.run();
  node.acknowledge_all();
  node.ask(lock_room{the_room}, make::by(1, 52));
  node.run();
  node.acknowledge_all();
}

}  // namespace

TEST_CASE("an entity that nobody needs rests after a while") {
  for (auto kind : {store_kind::own, store_kind::shared}) {
    world w;
    room_bench node{w, kind};
    node.open(3);
    settle(node);
    node.pass(node.limits.rest_after - 1);
    CHECK_FALSE(node.rested);
    // On a shared store it has looked meanwhile whether it may tell its members once more.
    node.pass(2 * node.limits.rest_after + second_ms);
    CHECK(node.rested);
    CHECK(node.metrics.entities.passivations(entity_type::room).value() >= 1);
  }
}

TEST_CASE("an entity that has no log leaves memory soon after it was asked for") {
  for (auto kind : {store_kind::own, store_kind::shared}) {
    world w;
    room_bench node{w, kind};
    node.look();
    node.pass(node.limits.nobody_rests_after / 2);
    CHECK_FALSE(node.rested);
    node.pass(3 * node.limits.nobody_rests_after);
    CHECK(node.rested);
  }
}

TEST_CASE("an entity in use does not rest") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(3);
  settle(node);
  for (int i = 0; i < 20; ++i) {
    node.pass(node.limits.rest_after / 2);
    node.look();
    CHECK_FALSE(node.rested);
  }
}

TEST_CASE("a room with followers does not rest, and does once they are gone") {
  for (auto kind : {store_kind::own, store_kind::shared}) {
    world w;
    room_bench node{w, kind};
    node.open(3);
    settle(node);
    node.follow(1);
    node.pass(10 * node.limits.rest_after);
    CHECK_FALSE(node.rested);
    node.unfollow();
    node.pass(3 * node.limits.rest_after);
    CHECK(node.rested);
  }
}

TEST_CASE("a room that owes others does not rest") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(3);
  node.pass(5 * node.limits.rest_after);
  CHECK_FALSE(node.rested);
}

TEST_CASE("a room that somebody resumes does not rest while the log is read") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(3);
  settle(node);
  auto asked = node.follow(1);
  node.run();
  auto token = node.out.follow(asked).answer.token;
  node.unfollow();
  node.ask(cancel_room{the_room}, make::by(1, 60));
  node.run();
  node.acknowledge_all();
  node.faults().reads = {{store::call_fault::none, 10 * node.limits.rest_after, 0}};
  auto again = node.follow(1, token);
  node.pass(9 * node.limits.rest_after);
  CHECK_FALSE(node.rested);
  node.pass(2 * node.limits.rest_after);
  CHECK(node.out.follow(again).answer.recovered);
}

TEST_CASE("what is asked of an entity that rests is answered all the same") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(3);
  settle(node);
  node.pass(3 * node.limits.rest_after);
  REQUIRE(node.rested);
  CHECK(node.seen().taken == 2);
}

TEST_CASE("who stays in memory for what another node has handled since finds out, and rests") {
  world w;
  room_bench one{w, store_kind::shared};
  // It follows nothing, as rooms that nobody follows do.
  one.faults().follows_are_dead = true;
  one.restart();
  one.open(3);
  REQUIRE(one.told.size() == 1);
  // What the other node owed is taken, and it writes that down.
  room_bench other{w, store_kind::shared};
  other.look();
  other.run();
  other.acknowledge_all();
  other.pass(11 * second_ms);
  REQUIRE(other.count<deliveries_done>() == 1);
  CHECK_FALSE(one.rested);
  one.pass(2 * minute_ms);
  CHECK(one.rested);
}
