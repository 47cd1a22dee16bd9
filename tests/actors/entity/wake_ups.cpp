#include "tests/actors/support/room_bench.hpp"

/// Rule 9: an entity's only wake-up is where it has to be, with as few writes as possible.
using namespace moim;
using namespace moim::bench;

namespace {

/// What the timekeeper of a node does.
void claim_for(room_bench& node, world& w) {
  for (const auto& due : w.logs->claim(node.now(), 30 * second_ms, 10)) {
    CHECK(due == the_room.entity());
    node.entity().on_wake();
  }
  node.run();
}

std::size_t wakes_written(room_bench& node) {
  std::size_t count = 0;
  for (const auto& call : node.faults().append_calls) count += call.wake.has_value();
  return count;
}

}  // namespace

TEST_CASE("a wake-up is written once, and not again with every join") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(100);
  CHECK(wakes_written(node) == 1);
  CHECK(w.logs->wake_of(the_room.entity()) == make::noon_ms + delivery_wake_ms);
  for (std::uint64_t user = 2; user < 50; ++user) {
    node.pass(10);
    node.join(user);
  }
  node.run();
  CHECK(wakes_written(node) == 1);
}

TEST_CASE("a wake-up is written again after each time it came") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(100);
  node.pass(delivery_wake_ms);
  claim_for(node, w);
  CHECK(w.logs->wake_of(the_room.entity()) == node.now() + delivery_wake_ms);
  CHECK(node.wake_ups_over == 1);
  CHECK(node.metrics.entities.wake_ups(wake_step::handled).value() == 1);
}

TEST_CASE("a wake-up that came too early is moved, by an append without a record") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(100);
  auto records = node.commits().size();
  w.logs->claim(node.now() + minute_ms, second_ms, 1);
  node.entity().on_wake();
  node.run();
  CHECK(w.logs->wake_of(the_room.entity()) == make::noon_ms + delivery_wake_ms);
  CHECK(node.commits().size() == records);
  CHECK(node.wake_ups_over == 1);
}

TEST_CASE("a commit that leaves nothing to wait for withdraws the wake-up") {
  for (auto kind : {store_kind::own, store_kind::shared}) {
    world w;
    room_bench node{w, kind};
    auto unlisted = make::meal();
    unlisted.in_members_lists = false;
    node.open(100, unlisted);
    CHECK(w.logs->wake_of(the_room.entity()));
    node.ask(lock_room{the_room}, make::by(1, 50));
    node.run();
    // Its creator's log takes that it is over.
    node.acknowledge_all();
    node.pass(5 * second_ms);
    CHECK_FALSE(w.logs->wake_of(the_room.entity()));
  }
}

TEST_CASE("a room that comes back from its log withdraws a wake-up that it did not write itself") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(100, make::meal(600));
  node.acknowledge_all();
  node.pass(11 * second_ms);
  node.restart();
  node.ask(lock_room{the_room}, make::by(1, 50));
  node.run();
  node.acknowledge_all();
  node.pass(5 * second_ms);
  CHECK_FALSE(w.logs->wake_of(the_room.entity()));
}

TEST_CASE("a commit that has to wait much longer than before moves the wake-up: nobody is woken for nothing") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(100);
  node.acknowledge_all();
  node.pass(11 * second_ms);
  CHECK(node.count<deliveries_done>() == 1);
  CHECK(w.logs->wake_of(the_room.entity()) == make::noon_ms + hour_ms);
}

TEST_CASE("a wake-up is moved earlier when something new is due before it") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(100);
  node.acknowledge_all();
  node.pass(delivery_wake_ms);
  REQUIRE(w.logs->wake_of(the_room.entity()) == make::noon_ms + hour_ms);
  node.pass(second_ms);
  node.join(2);
  node.run();
  CHECK(w.logs->wake_of(the_room.entity()) == node.now() + delivery_wake_ms);
}

TEST_CASE("a room's time ends it exactly once, and then nothing wakes it any more") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(100, make::meal(600));
  node.acknowledge_all();
  node.pass(delivery_wake_ms);
  claim_for(node, w);
  node.pass(595 * second_ms);
  claim_for(node, w);
  CHECK(node.count<room_closed>() == 1);
  node.acknowledge_all();
  for (int i = 0; i < 10; ++i) {
    node.pass(minute_ms);
    claim_for(node, w);
  }
  CHECK(node.count<room_closed>() == 1);
  CHECK_FALSE(w.logs->wake_of(the_room.entity()));
  CHECK(node.metrics.entities.wake_ups(wake_step::handled).value() == 1);
}

TEST_CASE("two nodes woken at once close a room once") {
  world w;
  room_bench one{w}, other{w};
  one.open(100, make::meal(600));
  other.seen();
  w.time.pass(600 * second_ms);
  one.entity().on_wake();
  other.entity().on_wake();
  w.time.run();
  CHECK(one.count<room_closed>() == 1);
  CHECK(one.seen().phase == room_phase::closed);
  CHECK(other.seen().phase == room_phase::closed);
}

TEST_CASE("a wake-up whose handling the store refused comes again") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(100, make::meal(600));
  node.pass(600 * second_ms);
  store::append_plan refused;
  refused.fault = store::append_fault::refused;
  node.faults().appends = {refused};
  claim_for(node, w);
  CHECK(node.count<room_closed>() == 0);
  CHECK(w.logs->wake_of(the_room.entity()) == node.now() + 30 * second_ms);
  node.pass(30 * second_ms);
  claim_for(node, w);
  CHECK(node.count<room_closed>() == 1);
}

TEST_CASE("a look at a room does not put its wake-up off") {
  for (auto kind : {store_kind::own, store_kind::shared}) {
    world w;
    room_bench one{w, kind};
    one.open(100);
    auto wake = w.logs->wake_of(the_room.entity());
    room_bench other{w, kind};
    other.seen();
    one.pass(5 * second_ms);
    CHECK(w.logs->wake_of(the_room.entity()) == wake);
  }
}

TEST_CASE("what another node wrote cannot make an entity miss its own wake-up") {
  world w;
  room_bench one{w}, other{w};
  one.open(100);
  one.acknowledge_all();
  one.join(2);
  one.run();
  one.acknowledge_all();
  one.ask(lock_room{the_room}, make::by(1, 50));
  one.run();
  one.acknowledge_all();
  // What people's logs have is told once more.
  one.pass(delivery_agrees_ms + second_ms);
  one.acknowledge_all();
  one.pass(5 * second_ms);
  // What the other node writes without a record leaves no trace in the log.
  other.entity().on_wake();
  other.run();
  REQUIRE_FALSE(w.logs->wake_of(the_room.entity()));
  one.pass(second_ms);
  one.ask(cancel_room{the_room}, make::by(1, 51));
  one.run();
  REQUIRE_FALSE(one.told.empty());
  CHECK(w.logs->wake_of(the_room.entity()) == one.now() + delivery_wake_ms);
}
