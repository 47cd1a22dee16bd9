#include "tests/actors/support/pool_bench.hpp"

/// A room that has lost somebody looks for others in its pool.
namespace moim::bench {
namespace {

struct backfills_bench : pool_bench {
  explicit backfills_bench(world& in, std::uint32_t absent_after_s = 0, store_kind kind = store_kind::own)
      : pool_bench(in, kind, with_backfill(absent_after_s)) {}

  static pool_rules with_backfill(std::uint32_t absent_after_s) {
    pool_kind kind;
    kind.backfill = true;
    kind.absent_after_s = absent_after_s;
    kind.presence_every_s = absent_after_s / 4;
    return make::rules(kind);
  }
  /// Persons 1, 2 and 3 are matched; the third leaves, and their room looks for another, for the `number`-th time.
  void search(std::uint32_t number = 1) {
    auto ticket =
        backfill_ticket(*born.at(0).born.backfill, room(), number, std::vector{make::user(1), make::user(2)}, 3);
    start_backfill wanted{*ticket, {}};
    for (std::uint32_t n = 1; n < number; ++n) wanted.instead_of.push_back(backfill_ticket_id(room(), n, id_of(rules)));
    entity().receive(delivered<start_backfill>{room().entity(), number, wanted});
    run();
  }
  room_id room() const { return born.at(0).room; }
  void match_three() {
    for (std::uint64_t n = 1; n <= 3; ++n) submit(by(n), make::wish("p", 3));
    run();
    acknowledge_all();
    told.clear();
  }
  void answer(bool taken) {
    entity().receive(delivery_answered{backfills.back().number, taken ? delivery_end::done : delivery_end::refused});
    run();
    acknowledge_all();
  }
  ticket_view of(std::uint64_t n) {
    auto who = make::by(n, n, make::noon_ms);
    return view(make::ticket_of(who, rules), who);
  }
};

TEST_CASE("who suits a room that lost somebody is offered to it, and told once it has taken them") {
  world in;
  backfills_bench pool{in};
  pool.match_three();
  pool.search();
  CHECK(pool.searches_taken == std::vector<std::uint64_t>{1});
  pool.submit(pool.by(4), make::wish("p", 3));
  pool.run();
  REQUIRE(pool.backfills.size() == 1);
  CHECK(pool.backfills[0].asked.room == pool.room());
  CHECK(pool.backfills[0].asked.members == std::vector{make::user(4)});
  CHECK(pool.of(4).state == ticket_state::waiting);
  auto cancelled = pool.ask(matcher_command{cancel_request{pool.of(4).ticket}}, make::by(4, 60, pool.now()));
  pool.run();
  CHECK(pool.out.refusal(cancelled).code == errc::being_seated);
  SECTION("the room takes them") {
    pool.answer(true);
    CHECK(pool.of(4).state == ticket_state::matched);
    CHECK(pool.of(4).room == pool.room());
    REQUIRE(pool.told.size() == 1);
    CHECK(pool.told[0].user == make::user(4));
    CHECK(pool.told[0].told.room == pool.room());
    CHECK(pool.births.empty());
    pool.pass(5 * second_ms);
    CHECK(pool.metrics.entities.deliveries_open().value() == 0);
    CHECK(pool.metrics.pools.backfills(backfill_step::taken).value() == 1);
    CHECK(pool.metrics.pools.proposals(proposal_step::made).value() == 0);
  }
  SECTION("the room cannot: they wait on, as old as they were, and the room looks no more") {
    pool.answer(false);
    CHECK(pool.of(4).state == ticket_state::waiting);
    CHECK(pool.told.empty());
    CHECK(pool.waiting() == 1);
    auto again = pool.ask(matcher_command{cancel_request{pool.of(4).ticket}}, make::by(4, 61, pool.now()));
    pool.run();
    pool.out.as<done>(again);
  }
  SECTION("the room does not answer: it is asked again and again") {
    pool.restart();
    pool.entity().on_wake();
    pool.pass(2 * minute_ms);
    CHECK(pool.backfills.size() > 10);
    CHECK(pool.metrics.entities.deliveries(delivery_step::put_aside).value() == 0);
    pool.answer(true);
    CHECK(pool.of(4).state == ticket_state::matched);
  }
}

TEST_CASE("the answer of a room counts, though nobody heard it for a day") {
  world in;
  backfills_bench pool{in};
  pool.match_three();
  pool.search();
  pool.submit(pool.by(4), make::wish("p", 3));
  pool.run();
  pool.pass(24 * hour_ms);
  pool.restart();
  pool.entity().on_wake();
  pool.pass(second_ms);
  CHECK(pool.of(4).state == ticket_state::waiting);
  pool.answer(true);
  CHECK(pool.of(4).state == ticket_state::matched);
}

TEST_CASE("whoever was offered to a room is let go if nobody can read it for half an hour") {
  world in;
  backfills_bench pool{in};
  pool.match_three();
  pool.search();
  pool.submit(pool.by(4), make::wish("p", 3));
  pool.run();
  REQUIRE(pool.backfills.size() == 1);
  auto cannot_be_read = [&] {
    pool.entity().receive(delivery_answered{pool.backfills.back().number, delivery_end::not_yet});
    pool.run();
  };
  cannot_be_read();
  CHECK(pool.of(4).state == ticket_state::waiting);
  pool.pass(backfill_open_ms + backfill_given_up_ms - second_ms);
  cannot_be_read();
  CHECK(pool.of(4).state == ticket_state::waiting);
  pool.pass(second_ms);
  cannot_be_read();
  CHECK(pool.of(4).why == ticket_end::expired);
}

TEST_CASE("those who sit in a room that looks for people may wait for another group, and not for themselves") {
  world in;
  backfills_bench pool{in};
  pool.match_three();
  pool.search();
  auto own = pool.submit(make::by(1, 70, pool.now()), make::wish("p", 3));
  pool.run();
  CHECK(pool.out.has(own));
  CHECK(pool.backfills.empty());
  pool.pass(second_ms);
  CHECK(pool.waiting() == 2);
}

TEST_CASE("a room that looks once more does so by one ticket, and told again it is no second one") {
  world in;
  backfills_bench pool{in};
  pool.match_three();
  pool.search(1);
  pool.search(2);
  pool.search(2);
  CHECK(pool.searches_taken.size() == 3);
  CHECK(pool.waiting() == 1);
  pool.submit(pool.by(4), make::wish("p", 3));
  pool.run();
  pool.answer(true);
  pool.search(2);
  CHECK(pool.waiting() == 0);
  CHECK(pool.told.size() == 1);
}

TEST_CASE("a room looks for people also while none of those who sit in it is connected") {
  world in;
  backfills_bench pool{in, 60};
  pool.match_three();
  pool.search();
  for (int minutes = 0; minutes < 5; ++minutes) {
    pool.pass(minute_ms);
    pool.entity().on_wake();
    pool.run();
  }
  CHECK(pool.waiting() == 1);
}

TEST_CASE("where a failover may take a room's answer the proposal is told once more, without an end, if it was taken") {
  auto kind = GENERATE(store_kind::own, store_kind::shared);
  auto taken = GENERATE(false, true);
  CAPTURE(kind, taken);
  world in;
  backfills_bench pool{in, 0, kind};
  pool.match_three();
  pool.search();
  pool.submit(pool.by(4), make::wish("p", 3));
  pool.run();
  pool.answer(taken);
  auto number = pool.backfills.back().number;
  pool.backfills.clear();
  pool.pass(5 * second_ms);
  pool.pass(delivery_agrees_ms + second_ms);
  pool.entity().on_wake();
  pool.run();
  // The room's birth comes before it.
  pool.acknowledge_all();
  pool.pass(10 * second_ms);
  bool again = taken && kind == store_kind::shared;
  REQUIRE(pool.backfills.empty() != again);
  if (again) CHECK(pool.backfills[0].asked.until > pool.now() + 24 * hour_ms);
  pool.deliveries_denied = 0;
  pool.entity().receive(delivery_asked{pool.room(), number});
  pool.run();
  CHECK(pool.deliveries_denied == (again ? 0 : 1));
}

TEST_CASE("two rooms that look for people are not put together") {
  world in;
  backfills_bench pool{in};
  pool.match_three();
  pool.search();
  auto terms = *pool.born[0].born.backfill;
  for (auto& each : terms.tickets) each.users = {make::user(each.users.front().low + 20)};
  auto other = make::room_number(2);
  auto ticket = backfill_ticket(terms, other, 1, std::vector{make::user(21)}, 3);
  pool.entity().receive(delivered<start_backfill>{other.entity(), 1, {*ticket, {}}});
  pool.run();
  CHECK(pool.backfills.empty());
  CHECK(pool.waiting() == 2);
}

TEST_CASE("a pool that dies in the middle of a proposal finds it again, and the room's answer counts") {
  world in;
  backfills_bench pool{in};
  pool.match_three();
  pool.search();
  pool.submit(pool.by(4), make::wish("p", 3));
  pool.run();
  pool.restart();
  pool.entity().on_wake();
  pool.run();
  CHECK(pool.backfills.size() == 2);
  pool.answer(true);
  CHECK(pool.of(4).state == ticket_state::matched);
}

}  // namespace
}  // namespace moim::bench
