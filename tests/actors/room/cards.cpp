#include "tests/actors/support/room_bench.hpp"

/// Rule 18: the directory hears of openings and ends at once, and of mere numbers now and then.
using namespace moim;
using namespace moim::bench;

namespace {

std::optional<directory_card> stored_card(world& w) {
  auto cards = w.logs->cards(std::nullopt, 10);
  if (cards.empty()) return std::nullopt;
  return store::decode_stored<directory_card>(cards.at(0).bytes).value();
}

}  // namespace

TEST_CASE("a room's card is written with its first commit, and the directory is told after it") {
  world w;
  room_bench node{w, store_kind::own};
  store::append_plan slow;
  slow.answer_ms = 10;
  node.faults().appends = {slow};
  node.ask(make::create(5), make::by(1, 1));
  node.pass(9);
  CHECK(node.cards.empty());
  node.pass(1);
  REQUIRE(node.cards.size() == 1);
  CHECK(node.cards[0]->taken == 1);
  CHECK(stored_card(w) == node.cards[0]);
}

TEST_CASE("numbers are told at most every five seconds, and the last ones are told") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(100);
  for (std::uint64_t user = 2; user < 42; ++user) {
    node.join(user);
    node.pass(100);
  }
  CHECK(node.cards.size() == 1);
  node.pass(minute_ms);
  CHECK(node.cards.size() <= 3);
  CHECK(node.cards.back()->taken == 41);
  CHECK(stored_card(w)->taken == 41);
}

TEST_CASE("a room that is locked, cancelled or closed leaves the list at once") {
  for (int end = 0; end < 3; ++end) {
    world w;
    room_bench node{w, store_kind::own};
    node.open(100, make::meal(3));
    if (end == 0) node.ask(lock_room{the_room}, make::by(1, 2));
    if (end == 1) node.ask(cancel_room{the_room}, make::by(1, 2));
    if (end == 2) {
      node.pass(3 * second_ms);
      node.entity().on_wake();
    }
    node.run();
    REQUIRE(node.cards.size() == 2);
    CHECK_FALSE(node.cards.back());
    CHECK_FALSE(stored_card(w));
  }
}

TEST_CASE("a card whose append was refused is written with the next") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(100);
  store::append_plan refused;
  refused.fault = store::append_fault::refused;
  node.faults().appends = {refused};
  node.ask(lock_room{the_room}, make::by(1, 2));
  node.run();
  CHECK(stored_card(w));
  CHECK(node.cards.size() == 1);
  node.ask(lock_room{the_room}, make::by(1, 2));
  node.run();
  CHECK_FALSE(stored_card(w));
}

TEST_CASE("a restarted room tells the directory of itself") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(100);
  node.cards.clear();
  node.restart();
  node.seen();
  REQUIRE(node.cards.size() == 1);
  CHECK(node.cards[0]->title == "Soup at noon");
}

TEST_CASE("a process that dies before it has told the directory a room's numbers leaves that to the next") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(100);
  node.acknowledge_all();
  node.pass(minute_ms);
  node.entity().on_wake();
  node.run();
  node.join(2);
  node.run();
  node.acknowledge_all();
  node.join(3);
  node.run();
  REQUIRE(stored_card(w)->taken == 2);
  REQUIRE(w.logs->wake_of(the_room.entity()));
  CHECK(*w.logs->wake_of(the_room.entity()) <= node.now() + 5 * second_ms);
  node.restart();
  SECTION("as soon as it is woken") {}
  SECTION("though somebody has asked for the room before it was woken") {
    node.seen();
    CHECK(stored_card(w)->taken == 2);
  }
  node.entity().on_wake();
  node.run();
  CHECK(stored_card(w)->taken == 3);
}

TEST_CASE("a room with numbers to tell does not rest before it told them") {
  world w;
  room_bench node{w, store_kind::own};
  node.limits.rest_after = second_ms;
  node.open(100);
  node.acknowledge(node.told.at(0).number);
  node.join(2);
  node.run();
  node.acknowledge(node.told.at(1).number);
  node.ask(leave_room{the_room}, make::by(3, 33));
  auto left = node.leave(2);
  node.run();
  node.out.as<done>(left);
  node.join(3);
  node.run();
  node.pass(20 * second_ms);
  CHECK(stored_card(w)->taken == 2);
}
