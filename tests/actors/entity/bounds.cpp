#include "tests/actors/support/room_bench.hpp"
#include "tests/actors/support/user_bench.hpp"

/// Deadlines, bounds, and what a store that says no is to a client.
namespace moim::bounds_cases {

using namespace moim::bench;

namespace {

store::append_plan refused(store::refusal why) {
  store::append_plan plan;
  plan.fault = store::append_fault::refused;
  plan.why = why;
  return plan;
}

store::append_plan slow(time_ms answer_ms) {
  store::append_plan plan;
  plan.answer_ms = answer_ms;
  return plan;
}

}  // namespace

TEST_CASE("what the store refuses is refused with its reason, and nothing happened") {
  struct row {
    store::refusal why;
    errc code;
  };
  for (auto [why, code] :
       {row{store::refusal::storage_full, errc::storage_full}, row{store::refusal::overloaded, errc::overloaded},
        row{store::refusal::unavailable, errc::unavailable}}) {
    world w;
    room_bench node{w, store_kind::own};
    node.open(3);
    node.faults().appends = {refused(why)};
    auto joined = node.join(2);
    auto seen = node.look();
    node.run();
    CHECK(node.refusal(joined) == code);
    CHECK(node.out.as<room_view>(seen).taken == 1);
    CHECK(node.out.refusal(joined).retry_after_ms.has_value());
    auto again = node.join(2);
    node.run();
    CHECK(node.seat_of(again) == 2);
  }
}

TEST_CASE("too many waiting requests are refused early, with a time to come again") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(100);
  node.limits.max_waiting = 3;
  node.faults().appends = {slow(100)};
  node.join(2);
  node.run();
  std::vector<request_number> kept;
  for (std::uint64_t user = 3; user < 6; ++user) kept.push_back(node.join(user));
  auto refused = node.join(6);
  CHECK(node.refusal(refused) == errc::overloaded);
  CHECK(node.out.refusal(refused).retry_after_ms == 200);
  node.pass(100);
  for (auto each : kept) CHECK(node.seat_of(each) > 2);
  CHECK(node.metrics.entities.waiting().value() == 0);
}

TEST_CASE("what others owe an entity and what people ask of it have a part each of what may wait") {
  world w;
  user_bench node{w};
  node.ask();
  node.run();
  node.limits.max_waiting = 2;
  node.limits.max_deliveries_waiting = 3;
  node.faults().appends = {slow(100)};
  node.tell(make::room_number(1), 1, membership::seated);
  node.run();
  SECTION("many deliveries keep no request out") {
    for (std::uint64_t n = 2; n < 10; ++n) node.tell(make::room_number(n), n, membership::seated);
    CHECK(node.busy == 5);
    auto asked = node.ask();
    node.pass(200);
    CHECK(node.out.as<user_rooms>(asked).rooms.size() == 4);
  }
  SECTION("many requests keep no delivery out") {
    node.ask();
    node.ask();
    auto refused = node.ask();
    CHECK(node.out.refusal(refused).code == errc::overloaded);
    node.tell(make::room_number(2), 2, membership::seated);
    CHECK(node.busy == 0);
    node.pass(200);
    CHECK(node.acknowledged.size() == 2);
  }
  SECTION("what has left the queue leaves its part to others") {
    for (int round = 0; round < 3; ++round) {
      for (std::uint64_t n = 0; n < 3; ++n) node.tell(make::room_number(2), 10 + n, membership::seated);
      node.pass(200);
    }
    CHECK(node.busy == 0);
  }
}

TEST_CASE("people's logs that ask whether they sit in a room keep no request out") {
  world w;
  room_bench node{w};
  node.open(100);
  node.limits.max_waiting = 2;
  node.limits.max_deliveries_waiting = 3;
  node.faults().appends = {slow(100)};
  node.join(2);
  node.run();
  for (std::uint64_t user = 3; user < 20; ++user)
    node.entity().receive(membership_asked{make::user(user), the_room, 7});
  auto joined = node.join(20);
  node.pass(200);
  CHECK(node.seat_of(joined) == 3);
  CHECK(node.confirmed.size() == 3);
}

TEST_CASE("a request whose deadline passed before it was begun is not begun") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(100);
  node.faults().appends = {slow(3 * second_ms)};
  auto first = node.join(2);
  node.run();
  auto late = node.join(3, second_ms);
  node.pass(2 * second_ms);
  CHECK(node.refusal(late) == errc::deadline_exceeded);
  node.pass(second_ms);
  CHECK(node.seat_of(first) == 2);
  CHECK(node.seen().taken == 2);
}

TEST_CASE("a request that the store has may be done: past its deadline its outcome is unknown") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(100);
  node.faults().appends = {slow(3 * second_ms)};
  auto joined = node.join(2, second_ms);
  node.pass(2 * second_ms);
  CHECK(node.refusal(joined) == errc::outcome_unknown);
  node.pass(2 * second_ms);
  auto again = node.ask(join_room{the_room}, make::by(2, 2));
  node.run();
  CHECK(node.seat_of(again) == 2);
  CHECK(node.count<seat_taken>() == 2);
}

TEST_CASE("a request that waits for a replay past its deadline was not begun") {
  world w;
  room_bench one{w}, other{w};
  one.open(100);
  other.look();
  other.run();
  other.limits.max_retry = hour_ms;
  other.limits.max_replays = 1'000;
  std::uint64_t user = 200;
  for (int i = 0; i < 1'000; ++i)
    other.faults().meanwhile.push_back([&] {
      ++user;
      one.ask(join_room{the_room}, make::by(user, user, one.now()));
      one.run();
    });
  auto joined = other.join(2, second_ms);
  other.pass(2 * second_ms);
  REQUIRE(other.out.has(joined));
  CHECK(other.refusal(joined) == errc::deadline_exceeded);
}

TEST_CASE("every request is answered exactly once, whatever the store does") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    world w;
    room_bench one{w}, other{w};
    one.open(20);
    auto random = [state = seed]() mutable { return mix64(state += 0x9e3779b97f4a7c15ULL); };
    for (auto* node : {&one, &other})
      for (int i = 0; i < 30; ++i) {
        store::append_plan plan;
        plan.fault = static_cast<store::append_fault>(random() % 5);
        plan.travel_ms = static_cast<time_ms>(random() % 20);
        plan.answer_ms = static_cast<time_ms>(random() % 20);
        plan.late_ms = static_cast<time_ms>(random() % 400);
        node->faults().appends.push_back(plan);
        node->faults().reads.push_back({static_cast<store::call_fault>(random() % 3), 0, 0});
      }
    std::vector<std::pair<room_bench*, request_number>> asked;
    for (std::uint64_t i = 0; i < 40; ++i) {
      auto& node = random() % 2 ? one : other;
      asked.emplace_back(&node, random() % 4 ? node.join(2 + random() % 30) : node.leave(2 + random() % 30));
      w.time.pass(static_cast<time_ms>(random() % 60));
    }
    for (auto* node : {&one, &other}) {
      node->faults().appends.clear();
      node->faults().reads.clear();
    }
    w.time.pass(minute_ms);
    INFO("seed " << seed);
    for (auto [node, request] : asked) REQUIRE(node->out.has(request));
    auto seen = one.seen();
    REQUIRE(seen.taken <= 20);
    REQUIRE(seen == other.seen());
    REQUIRE(one.metrics.entities.waiting().value() == 0);
    REQUIRE(one.metrics.entities.unknown_open().value() == 0);
  }
}

}  // namespace moim::bounds_cases
