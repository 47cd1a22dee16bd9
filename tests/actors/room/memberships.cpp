#include "tests/actors/support/room_bench.hpp"

/// Rule 6: a person's log is told of a seat until it has that, and that it has is written down lazily.
using namespace moim;
using namespace moim::bench;

namespace {

void wake_up(room_bench& node) {
  node.entity().on_wake();
  node.run();
}

std::size_t sent_to(const room_bench& node, std::uint64_t user) {
  return static_cast<std::size_t>(std::count_if(node.told.begin(), node.told.end(),
                                                [&](const auto& each) { return each.target == make::user(user); }));
}

}  // namespace

TEST_CASE("a membership is told once its commit is on disk, and once only") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(10);
  store::append_plan slow;
  slow.answer_ms = 100;
  node.faults().appends = {slow};
  node.join(2);
  node.pass(99);
  CHECK(sent_to(node, 2) == 0);
  node.pass(1);
  CHECK(sent_to(node, 2) == 1);
  node.join(3);
  node.look();
  node.run();
  for (const auto& each : std::vector{node.told}) node.acknowledge(each.number);
  node.pass(30 * second_ms);
  CHECK(sent_to(node, 2) == 1);
  CHECK(sent_to(node, 3) == 1);
}

TEST_CASE("that a membership was taken is written with the next commit") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(10);
  auto appends = node.faults().append_calls.size();
  node.acknowledge(node.told.at(0).number);
  node.run();
  CHECK(node.faults().append_calls.size() == appends);
  node.join(2);
  node.run();
  CHECK(node.count<deliveries_done>() == 1);
  CHECK(node.faults().append_calls.size() == appends + 1);
  node.join(3);
  node.run();
  CHECK(node.count<deliveries_done>() == 1);
}

TEST_CASE("that a membership was taken is written after four seconds if nothing else is") {
  world w;
  room_bench node{w, store_kind::shared};
  node.open(10);
  node.acknowledge(node.told.at(0).number);
  node.pass(4 * second_ms - 1);
  node.run();
  CHECK(node.count<deliveries_done>() == 0);
  node.pass(1);
  node.run();
  CHECK(node.count<deliveries_done>() == 1);
}

TEST_CASE("an acknowledgement that comes twice, or of nothing, is nothing") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(10);
  auto number = node.told.at(0).number;
  node.acknowledge(number);
  node.join(2);
  node.run();
  node.acknowledge(number);
  node.acknowledge(99);
  node.join(3);
  node.run();
  CHECK(node.count<deliveries_done>() == 1);
}

TEST_CASE("what one person is told goes one after the other, in its order") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(10, make::meal(0));
  node.join(2);
  node.run();
  node.leave(2);
  node.run();
  REQUIRE(sent_to(node, 2) == 1);
  node.acknowledge_all();
  node.pass(10 * second_ms);
  CHECK(node.count<deliveries_done>() >= 1);
  CHECK(sent_to(node, 2) == 0);
  wake_up(node);
  CHECK_FALSE(w.logs->wake_of(the_room.entity()));
}

TEST_CASE("a membership that nobody acknowledges is told again from 100 ms on, and at once after a restart") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(10);
  node.pass(99);
  CHECK(node.told.size() == 1);
  node.pass(1);
  REQUIRE(node.told.size() == 2);
  CHECK(node.told[0] == node.told[1]);
  node.told.clear();
  node.restart();
  wake_up(node);
  CHECK(node.told.size() == 1);
}

TEST_CASE("a membership that nobody answers for an hour goes to the side list, and nothing wakes the room for it") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(10, make::meal(0));
  node.pass(hour_ms - second_ms);
  wake_up(node);
  CHECK(node.count<deliveries_put_aside>() == 0);
  node.pass(minute_ms);
  wake_up(node);
  CHECK(node.count<deliveries_put_aside>() == 1);
  CHECK_FALSE(w.logs->wake_of(the_room.entity()));
  CHECK(node.metrics.entities.deliveries(delivery_step::put_aside).value() == 1);
}

TEST_CASE("a person's log that has no room comes to its turn later, and that was no try") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(10, make::meal(0));
  auto number = node.told.at(0).number;
  for (int i = 0; i < 400; ++i) {
    node.pass(10 * second_ms);
    node.entity().receive(delivery_answered{number, delivery_end::busy, 10'000});
  }
  wake_up(node);
  CHECK(node.count<deliveries_put_aside>() == 0);
  node.told.clear();
  node.pass(20 * second_ms);
  node.acknowledge_all();
  node.pass(5 * second_ms);
  CHECK(node.count<deliveries_done>() == 1);
}

TEST_CASE("numbers that were lost with the end of a log are not told again") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(10);
  node.join(2);
  node.run();
  auto lost = node.told.back().number;
  w.logs->lose_tail(the_room.entity(), 1);
  node.restart();
  node.pass(5);
  node.join(3);
  node.run();
  CHECK(node.told.back().number > lost);
}

TEST_CASE("a node does not tell what another node's commits make the room owe") {
  world w;
  room_bench one{w}, other{w};
  one.open(10);
  other.seen();
  other.told.clear();
  one.join(2);
  one.run();
  other.seen();
  CHECK(sent_to(one, 2) == 1);
  CHECK(sent_to(other, 2) == 0);
}

TEST_CASE("a node that is woken sends what another node left behind") {
  world w;
  room_bench one{w}, other{w};
  one.open(10);
  other.seen();
  one.join(2);
  one.run();
  one.kill();
  other.told.clear();
  w.time.pass(delivery_wake_ms);
  wake_up(other);
  CHECK(sent_to(other, 2) >= 1);
}

TEST_CASE("a batch that is replayed tells of it once") {
  world w;
  room_bench one{w}, other{w};
  one.open(10);
  other.seen();
  other.told.clear();
  other.faults().meanwhile.push_back([&] {
    one.join(2);
    one.run();
  });
  other.join(3);
  other.run();
  CHECK(sent_to(other, 3) == 1);
  CHECK(other.told.size() == 1);
}

TEST_CASE("an append that is found after its answer was lost is told of") {
  world w;
  room_bench node{w};
  node.open(10);
  store::append_plan lost;
  lost.fault = store::append_fault::answer_lost;
  node.faults().appends = {lost};
  node.join(2);
  node.run();
  CHECK(sent_to(node, 2) == 1);
}

TEST_CASE("a room tells its creator's log that it is over, and says so again when it is asked") {
  world w;
  room_bench node{w};
  auto ask = [&] {
    node.entity().receive(hosting_asked{make::user(1)});
    node.run();
  };
  SECTION("it never began") {
    ask();
    CHECK(node.told_over == std::vector<std::uint64_t>{0});
  }
  SECTION("it is open, and then cancelled") {
    node.open(4, make::meal(0));
    node.acknowledge_all();
    ask();
    CHECK(node.told_over.empty());
    node.ask(cancel_room{the_room}, make::by(1, 77, node.now()));
    node.run();
    // One word for a log is under way at a time; the host's seat comes first.
    for (const auto& each : std::exchange(node.told, {})) node.acknowledge(each.number);
    node.run();
    REQUIRE(node.told_over.size() == 1);
    CHECK(node.told_over[0] != 0);
    node.told_over.clear();
    ask();
    CHECK(node.told_over.back() == 0);
  }
}

TEST_CASE("a room that may not begin refuses, and one that began before answers as it did then") {
  world w;
  room_bench node{w};
  auto create = [&](bool may) {
    auto wanted = make::create(4, make::meal(0));
    if (!may) wanted.why_not = error{errc::too_many_rooms, {}, {}};
    auto asked = node.ask(wanted, make::by(1, 1, make::noon_ms));
    node.run();
    return asked;
  };
  CHECK(node.refusal(create(false)) == errc::too_many_rooms);
  CHECK(node.commits().empty());
  node.out.as<room_opened>(create(true));
  node.ask(cancel_room{the_room}, make::by(1, 77, node.now()));
  node.run();
  node.acknowledge_all();
  node.out.as<room_opened>(create(false));
  // Whoever counts it again hears at once that it is over.
  CHECK(node.told_over == std::vector<std::uint64_t>{0});
}
