#include "tests/actors/support/pool_bench.hpp"

/// What a pool owes rooms and people (rule 6): sent until it is taken, in order, and given up late or never.
namespace moim::bench {
namespace {

TEST_CASE(
    "what nobody has acknowledged is sent again from 100 ms on, also by the next process; what was taken is not") {
  world in;
  pool_bench pool{in};
  pool.submit(1);
  pool.submit(2);
  pool.run();
  auto room = pool.births.at(0).room;
  pool.births.clear();
  SECTION("a room that did not answer") {
    pool.pass(150);
    REQUIRE(pool.births.size() == 1);
    CHECK(pool.births[0].room == room);
  }
  SECTION("a process that died") {
    pool.restart();
    pool.entity().on_wake();
    pool.run();
    CHECK(pool.births.size() == 1);
    pool.acknowledge_all();
    pool.pass(15 * second_ms);
    pool.restart();
    pool.entity().on_wake();
    pool.run();
    CHECK(pool.births.empty());
  }
}

TEST_CASE("a match whose room's name is taken gets another room, and its people are sent there (P4)") {
  world in;
  pool_bench pool{in};
  pool.submit(1);
  pool.submit(2);
  pool.run();
  auto taken = pool.births.at(0);
  pool.births.clear();
  pool.entity().receive(delivery_answered{taken.number, delivery_end::refused, 0, taken.room.entity()});
  pool.run();
  REQUIRE(pool.births.size() == 1);
  auto other = pool.births[0].room;
  CHECK(other != taken.room);
  CHECK(pool.births[0].number == taken.number);
  CHECK(pool.notes.empty());
  // The first answer comes again.
  pool.entity().receive(delivery_answered{taken.number, delivery_end::refused, 0, taken.room.entity()});
  SECTION("in this process") {}
  SECTION("in the next") {
    pool.restart();
    pool.births.clear();
    pool.entity().on_wake();
  }
  pool.run();
  other = pool.births.back().room;
  pool.acknowledge_all();
  REQUIRE(pool.told.size() == 2);
  for (const auto& each : pool.told) CHECK(each.told.room == other);
  CHECK(pool.view(make::ticket_of(make::by(1, 1, make::noon_ms), pool.rules), pool.by(1)).room == other);
}

TEST_CASE("a match is never given up: its room is asked for again and again, its people are told once it is there") {
  world in;
  pool_bench pool{in};
  pool.submit(1);
  pool.submit(2);
  pool.run();
  pool.pass(3 * hour_ms);
  CHECK(pool.births.size() > 100);
  CHECK(pool.notes.empty());
  CHECK(pool.metrics.entities.deliveries(delivery_step::put_aside).value() == 0);
  CHECK(pool.metrics.entities.deliveries_open().value() == 3);
  pool.acknowledge_all();
  CHECK(pool.told.size() == 2);
}

TEST_CASE(
    "a store that refuses counts as no try, and a full queue neither; the end of a ticket is given up after an hour") {
  world in;
  pool_bench pool{in};
  auto wanted = make::wish("p");
  wanted.ttl_s = 5;
  pool.submit(pool.by(1), wanted);
  pool.run();
  pool.pass(5 * second_ms);
  pool.entity().on_wake();
  pool.run();
  REQUIRE(pool.notes.size() == 1);
  auto number = pool.notes[0].number;
  auto given_up = [&] { return pool.metrics.entities.deliveries(delivery_step::put_aside).value(); };
  SECTION("nobody answers") {
    pool.pass(hour_ms + minute_ms);
    pool.entity().on_wake();
    pool.run();
    CHECK(given_up() == 1);
    CHECK(pool.metrics.entities.deliveries_open().value() == 0);
  }
  SECTION("the inbox says that its disk is full") {
    for (int i = 0; i < 2 * 60 * 6; ++i) {
      pool.pass(10 * second_ms);
      pool.entity().receive(delivery_answered{number, delivery_end::busy, 1'000});
    }
    pool.entity().on_wake();
    pool.run();
    CHECK(given_up() == 0);
    pool.acknowledge_all();
    CHECK(pool.told.size() == 1);
  }
}

TEST_CASE("where a failover may take a birth or a note both are told once more, also by the next process") {
  auto kind = GENERATE(store_kind::own, store_kind::shared);
  auto restarts = GENERATE(false, true);
  CAPTURE(kind, restarts);
  world in;
  pool_bench pool{in, kind};
  pool.limits.min_snapshot_records = 1;
  pool.limits.min_snapshot_bytes = 0;
  pool.submit(1);
  pool.submit(2);
  pool.run();
  auto room = pool.births.at(0).room;
  pool.acknowledge_all();
  auto number = pool.born.at(0).number;
  // All slices are saved.
  for (std::uint64_t n = 0; n < 300; ++n) pool.submit(10 + n, "p" + std::to_string(n)), pool.run();
  if (restarts) pool.restart();
  auto wake_and_pass = [&](time_ms span_ms) {
    pool.entity().on_wake();
    pool.pass(span_ms);
    pool.entity().on_wake();
    pool.run();
  };
  wake_and_pass(delivery_agrees_ms + second_ms);
  bool again = kind == store_kind::shared;
  REQUIRE_FALSE(pool.births.empty() == again);
  if (again) CHECK(pool.births[0].room == room);
  pool.entity().receive(delivery_asked{room, number});
  pool.run();
  CHECK(pool.deliveries_denied == (again ? 0 : 1));
  // It is another room's.
  pool.entity().receive(delivery_asked{make::room_number(99), number});
  pool.run();
  CHECK(pool.deliveries_denied == (again ? 1 : 2));
  pool.acknowledge_all();
  wake_and_pass(3 * minute_ms);
  CHECK(pool.births.empty());
  CHECK(pool.notes.empty());
  pool.entity().receive(delivery_asked{room, number});
  pool.run();
  CHECK(pool.deliveries_denied == (again ? 2 : 3));
}

TEST_CASE("notes for one inbox go one after the other, and all of them arrive") {
  world in;
  pool_bench pool{in};
  auto wanted = make::wish("p");
  wanted.ttl_s = 5;
  for (std::uint64_t key = 1; key <= 6; ++key) {
    pool.submit(make::by(1, key, pool.now()), wanted);
    pool.run();
    pool.pass(5 * second_ms);
    pool.entity().on_wake();
    pool.run();
  }
  std::set<std::uint64_t> under_way;
  for (const auto& each : pool.notes) under_way.insert(each.number);
  CHECK(under_way.size() == 1);
  pool.acknowledge_all();
  CHECK(pool.told.size() == 6);
}

}  // namespace
}  // namespace moim::bench
