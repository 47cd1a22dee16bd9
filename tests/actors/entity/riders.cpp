#include "tests/actors/support/pool_bench.hpp"
#include "tests/actors/support/room_bench.hpp"

/// Rule 2: what commutes rides on the append that owes it, and what it rode into learns of it.
namespace moim::entity_riders_cases {

using namespace moim::bench;
using store::append_fault;

namespace {

store::append_plan fate(append_fault fault) {
  store::append_plan plan;
  plan.fault = fault;
  return plan;
}

/// A room whose words to people's own logs ride.
struct riding_room {
  riding_room() {
    node.rides = true;
    node.open(3);
    node.riders.clear();
  }
  version of_person(std::uint64_t n) const { return w.logs->head_of(make::user(n).entity()).version; }

  world w;
  room_bench node{w, store_kind::own};
};

}  // namespace

TEST_CASE("a seat is in its person's own log with the very commit that gives it") {
  riding_room r;
  r.node.join(2);
  r.node.run();
  CHECK(r.node.told.empty());
  CHECK(r.of_person(2) == 1);
  CHECK(r.node.riders ==
        std::vector<room_bench::landed_rider>{{make::user(2).entity(), r.w.logs->head_of(make::user(2).entity())}});
  // Nothing is left to do for it, not even to write that it was done.
  auto records = r.node.faults().records_sent();
  r.node.pass(10 * minute_ms);
  CHECK(r.node.faults().records_sent() == records);
  CHECK(r.node.metrics.entities.deliveries_open().value() == 0);
}

TEST_CASE("a batch that is decided again brings what it owes then, once") {
  riding_room r;
  room_bench other{r.w, store_kind::own};
  r.node.faults().meanwhile = {[&] {
    other.join(5);
    other.run();
  }};
  auto asked = r.node.join(2);
  auto late = r.node.join(3);
  r.node.run();
  CHECK(r.node.seat_of(asked) == 3);
  CHECK(r.node.refusal(late) == errc::room_full);
  CHECK(r.node.metrics.entities.replays().value() == 1);
  CHECK(r.of_person(2) == 1);
  CHECK(r.of_person(3) == 0);
}

TEST_CASE("what a store refuses brings nobody anything") {
  riding_room r;
  r.node.faults().appends = {fate(append_fault::refused)};
  r.node.join(2);
  r.node.run();
  CHECK(r.of_person(2) == 0);
  CHECK(r.node.riders.empty());
}

TEST_CASE("an unknown outcome covers all that rode with it, and so does its fence") {
  riding_room r;
  SECTION("it had landed") { r.node.faults().appends = {fate(append_fault::answer_lost)}; }
  SECTION("it never landed") { r.node.faults().appends = {fate(append_fault::never_executed)}; }
  SECTION("it comes after the fence") {
    auto late = fate(append_fault::executed_later);
    late.late_ms = minute_ms;
    r.node.faults().appends = {late};
  }
  auto asked = r.node.join(2);
  r.node.pass(5 * minute_ms);
  CHECK(r.node.seat_of(asked) == 2);
  CHECK(r.of_person(2) == 1);
  CHECK(r.node.riders.size() == 1);
}

TEST_CASE("where some of what is owed cannot ride, the rest does") {
  auto kind = make::meal();
  riding_room r;
  r.node.join(2);
  r.node.run();
  CHECK(r.node.count<deliveries_owed<room_payload>>() == 2);
  for (const auto& commit : r.node.commits())
    for (const auto& event : commit)
      if (auto* owed = std::get_if<deliveries_owed<room_payload>>(&event)) {
        CHECK(owed->items.empty());
      }
}

TEST_CASE("a match brings its room, its notes and its people's lists in one commit") {
  world w;
  pool_bench pool{w};
  pool.rides = true;
  pool.submit(1);
  pool.submit(2);
  pool.run();
  CHECK(pool.births.empty());
  CHECK(pool.notes.empty());
  std::map<entity_type, std::size_t> landed;
  for (const auto& each : pool.riders) ++landed[each.entity.type];
  CHECK(landed ==
        std::map<entity_type, std::size_t>{{entity_type::room, 1}, {entity_type::inbox, 2}, {entity_type::user, 2}});
  CHECK_FALSE(w.logs->wake_of(id_of(pool.rules).entity()));
}

TEST_CASE("a match whose room's name is taken goes by the outbox, and its notes after it (P4)") {
  world w;
  pool_bench pool{w};
  pool.rides = true;
  pool.faults().meanwhile = {[&] {
    for (const auto& each : pool.faults().append_calls.back().riders) {
      if (!each.begins) continue;
      store::append_request squatter;
      squatter.entity = each.entity;
      squatter.commit = 1;
      squatter.record = "mine";
      w.logs->append(squatter);
    }
  }};
  pool.submit(1);
  pool.submit(2);
  pool.run();
  REQUIRE(pool.births.size() == 1);
  CHECK(pool.notes.empty());
  CHECK(pool.riders.empty());
  auto taken = pool.births[0];
  CHECK(w.logs->head_of(taken.room.entity()).version == 1);
  pool.entity().receive(delivery_answered{taken.number, delivery_end::refused, 0, taken.room.entity()});
  pool.run();
  pool.acknowledge_all();
  REQUIRE(pool.told.size() == 2);
  for (const auto& each : pool.told) CHECK(each.told.room != taken.room);
  // The next match rides again.
  pool.submit(3);
  pool.submit(4);
  pool.run();
  CHECK_FALSE(pool.riders.empty());
}

}  // namespace moim::entity_riders_cases
