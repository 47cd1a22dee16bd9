#include "tests/actors/support/room_bench.hpp"

/// Rule 3: an append whose answer was lost ends only when it is found, or can never land any more.
namespace moim::unknown_outcomes_cases {

using namespace moim::bench;
using store::append_fault;

namespace {

store::append_plan fate(append_fault fault, time_ms late_ms = 0) {
  store::append_plan plan;
  plan.fault = fault;
  plan.late_ms = late_ms;
  return plan;
}

const store::call_plan unreachable{store::call_fault::unreachable, 0, 0};

struct opened {
  opened() { node.open(3); }
  world w;
  room_bench node{w};
};

}  // namespace

TEST_CASE("an append that landed without an answer is found, and answered as done") {
  opened o;
  o.node.faults().appends = {fate(append_fault::answer_lost)};
  auto joined = o.node.join(2);
  o.node.run();
  CHECK(o.node.seat_of(joined) == 2);
  CHECK(o.node.count<fenced>() == 0);
  CHECK(o.node.count<seat_taken>() == 2);
  CHECK(o.node.metrics.entities.unknown_open().value() == 0);
}

TEST_CASE("an append that was lost on its way is fenced, and its batch decided again") {
  opened o;
  o.node.faults().appends = {fate(append_fault::never_executed)};
  auto joined = o.node.join(2);
  o.node.run();
  CHECK(o.node.seat_of(joined) == 2);
  CHECK(o.node.count<fenced>() == 1);
  CHECK(o.node.count<seat_taken>() == 2);
}

TEST_CASE("the first append of a log may be the one whose answer is lost") {
  for (auto fault : {append_fault::answer_lost, append_fault::never_executed}) {
    world w;
    room_bench node{w};
    node.faults().appends = {fate(fault)};
    node.open(3);
    CHECK(node.count<room_created>() == 1);
  }
}

TEST_CASE("an append that lands late, but before the fence, is found") {
  opened o;
  // The reads come late, so that the append lands in between.
  o.node.faults().appends = {fate(append_fault::executed_later, 50)};
  o.node.faults().reads = {{store::call_fault::none, 100, 0}};
  auto joined = o.node.join(2);
  o.node.pass(100);
  CHECK(o.node.seat_of(joined) == 2);
  CHECK(o.node.count<fenced>() == 0);
  CHECK(o.node.count<seat_taken>() == 2);
}

TEST_CASE("an append that lands while the fence is on its way is found by the fence's conflict") {
  opened o;
  auto fence = fate(append_fault::none);
  fence.travel_ms = 100;
  o.node.faults().appends = {fate(append_fault::executed_later, 50), fence};
  auto joined = o.node.join(2);
  o.node.pass(100);
  CHECK(o.node.seat_of(joined) == 2);
  CHECK(o.node.count<fenced>() == 0);
  CHECK(o.node.count<seat_taken>() == 2);
}

TEST_CASE("a late append can never land after the fence") {
  opened o;
  o.node.faults().appends = {fate(append_fault::executed_later, 50)};
  auto joined = o.node.join(2);
  o.node.run();
  CHECK(o.node.seat_of(joined) == 2);
  o.node.pass(second_ms);
  CHECK(o.node.count<seat_taken>() == 2);
  CHECK(o.node.count<fenced>() == 1);
  CHECK(o.node.seen().taken == 2);
}

TEST_CASE("a fence whose answer is lost too is found or sent again") {
  for (auto fault : {append_fault::answer_lost, append_fault::never_executed, append_fault::refused}) {
    opened o;
    o.node.faults().appends = {fate(append_fault::never_executed), fate(fault)};
    auto joined = o.node.join(2);
    o.node.pass(second_ms);
    CHECK(o.node.seat_of(joined) == 2);
    CHECK(o.node.count<fenced>() == 1);
  }
}

TEST_CASE("a fence that lands late after another fence changes nothing") {
  opened o;
  o.node.faults().appends = {fate(append_fault::never_executed), fate(append_fault::executed_later, 5'000)};
  auto joined = o.node.join(2);
  o.node.pass(10 * second_ms);
  CHECK(o.node.seat_of(joined) == 2);
  CHECK(o.node.count<fenced>() == 1);
}

TEST_CASE("another node's commit in place of the lost one ends it without a fence") {
  opened o;
  room_bench other{o.w};
  other.look();
  other.run();
  o.node.faults().appends = {fate(append_fault::executed_later, 50)};
  o.node.faults().reads = {{store::call_fault::none, 10, 0}};
  auto joined = o.node.join(2);
  o.node.pass(5);
  auto rival = other.join(3);
  o.node.pass(second_ms);
  CHECK(other.seat_of(rival) == 2);
  CHECK(o.node.seat_of(joined) == 3);
  CHECK(o.node.count<fenced>() == 0);
}

TEST_CASE("the client is told outcome_unknown only after its deadline, and a retry gets the first outcome") {
  opened o;
  o.node.faults().appends = {fate(append_fault::answer_lost)};
  o.node.faults().reads.assign(1'000, unreachable);
  auto key = make::by(2, 2);
  auto joined = o.node.ask(join_room{the_room}, key, second_ms);
  o.node.pass(second_ms - 1);
  CHECK_FALSE(o.node.out.has(joined));
  o.node.pass(o.node.limits.sweep_every + 1);
  CHECK(o.node.refusal(joined) == errc::outcome_unknown);
  auto again = o.node.ask(join_room{the_room}, key);
  o.node.pass(second_ms);
  CHECK_FALSE(o.node.out.has(again));
  CHECK(o.node.metrics.entities.unknown_open().value() == 1);
  o.node.faults().reads.clear();
  o.node.pass(o.node.limits.max_retry);
  CHECK(o.node.seat_of(again) == 2);
  CHECK(o.node.count<seat_taken>() == 2);
  CHECK(o.node.metrics.entities.unknown_open().value() == 0);
}

TEST_CASE("where the log turns out to be damaged an outcome stays unknown, and is no refusal") {
  opened o;
  o.node.faults().appends = {fate(append_fault::answer_lost)};
  o.node.faults().reads.assign(1'000, {store::call_fault::damaged, 0, 0});
  auto joined = o.node.join(2);
  o.node.run();
  CHECK(o.node.refusal(joined) == errc::outcome_unknown);
  CHECK(o.node.metrics.entities.unknown_open().value() == 0);
  auto later = o.node.join(3);
  o.node.run();
  CHECK(o.node.refusal(later) == errc::entity_unreadable);
}

TEST_CASE("what only looks is told unavailable, not that its outcome is unknown") {
  opened o;
  o.node.faults().appends = {fate(append_fault::never_executed)};
  o.node.faults().reads.assign(1'000, unreachable);
  auto joined = o.node.join(2, second_ms);
  auto seen = o.node.look();
  o.node.pass(20 * second_ms);
  CHECK(o.node.refusal(joined) == errc::outcome_unknown);
  CHECK(o.node.refusal(seen) == errc::unavailable);
}

TEST_CASE("everything behind an unknown outcome waits, and no more than the bound") {
  opened o;
  o.node.limits.max_waiting = 2;
  o.node.faults().appends = {fate(append_fault::never_executed)};
  o.node.faults().reads.assign(1'000, unreachable);
  o.node.join(2);
  o.node.pass(10);
  auto second = o.node.join(3);
  auto third = o.node.look();
  auto fourth = o.node.look();
  o.node.pass(100);
  CHECK_FALSE(o.node.out.has(second));
  CHECK_FALSE(o.node.out.has(third));
  CHECK(o.node.refusal(fourth) == errc::overloaded);
  o.node.faults().reads.clear();
  o.node.pass(o.node.limits.max_retry);
  CHECK(o.node.seat_of(second) == 3);
  CHECK(o.node.out.as<room_view>(third).taken == 3);
}

TEST_CASE("a confirmation without an answer is simply asked again, without a fence") {
  opened o;
  o.node.faults().appends = {fate(append_fault::answer_lost), fate(append_fault::never_executed)};
  auto seen = o.node.look();
  o.node.run();
  CHECK(o.node.out.as<room_view>(seen).taken == 1);
  CHECK(o.node.count<fenced>() == 0);
}

TEST_CASE("a store that never says whether it confirmed is unavailable in the end") {
  opened o;
  o.node.faults().appends.assign(1'000, fate(append_fault::never_executed));
  auto seen = o.node.ask(read_room{the_room}, {make::user(9)}, hour_ms);
  o.node.pass(minute_ms);
  CHECK(o.node.refusal(seen) == errc::unavailable);
}

TEST_CASE("followers of a room whose append had no answer get its events once") {
  for (auto fault : {append_fault::answer_lost, append_fault::never_executed}) {
    opened o;
    o.node.follow(1);
    o.node.run();
    o.node.faults().appends = {fate(fault)};
    o.node.join(2);
    o.node.run();
    std::size_t seated = 0;
    version expected = 2;
    for (const auto& publication : o.node.out.publications) {
      CHECK(seen_by(*publication).from == expected);
      expected = seen_by(*publication).to + 1;
      seated += seen_by(*publication).changes.size();
    }
    CHECK(seated == 1);
  }
}

}  // namespace moim::unknown_outcomes_cases
