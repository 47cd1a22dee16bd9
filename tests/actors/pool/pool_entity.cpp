#include "tests/actors/support/pool_bench.hpp"

namespace moim::bench {
namespace {

TEST_CASE("two tickets that suit become a match: a room is born, then both are told once") {
  world in;
  pool_bench pool{in};
  auto first = pool.submit(1);
  pool.run();
  CHECK(pool.out.as<ticket_opened>(first).ticket == make::ticket_of(pool.by(1), pool.rules));
  CHECK(pool.births.empty());
  pool.submit(2);
  pool.run();
  REQUIRE(pool.births.size() == 1);
  CHECK(pool.births[0].born.members == std::vector{make::user(1), make::user(2)});
  CHECK(pool.births[0].born.kind == make::meal());
  CHECK(pool.notes.empty());
  pool.acknowledge_all();
  REQUIRE(pool.told.size() == 2);
  CHECK(pool.told[0].told.what == note_kind::matched);
  CHECK(pool.told[0].told.room == pool.born[0].room);
  CHECK(pool.told[0].told.agreed->all[0].values == std::vector<std::string>{"p"});
  pool.pass(5 * minute_ms);
  CHECK(pool.births.empty());
  CHECK(pool.notes.empty());
}

TEST_CASE("a submit that is sent again gets its first outcome, and is one ticket (P3)") {
  world in;
  pool_bench pool{in};
  auto first = pool.submit(1);
  auto in_the_same_batch = pool.submit(1);
  pool.run();
  auto later = pool.submit(1);
  pool.run();
  CHECK(pool.out.as<ticket_opened>(first) == pool.out.as<ticket_opened>(in_the_same_batch));
  CHECK(pool.out.as<ticket_opened>(first) == pool.out.as<ticket_opened>(later));
  CHECK(pool.waiting() == 1);
  SECTION("also once it was matched, and after a crash") {
    pool.submit(2);
    pool.run();
    pool.restart();
    auto again = pool.submit(1);
    pool.run();
    CHECK(pool.out.as<ticket_opened>(again) == pool.out.as<ticket_opened>(first));
    CHECK(pool.waiting() == 0);
  }
  SECTION("with other parameters it is refused") {
    auto other = pool.by(1);
    other.parameters = 99;
    auto asked = pool.submit(other, make::wish("q"));
    pool.run();
    CHECK(pool.out.refusal(asked).code == errc::key_reused);
  }
}

TEST_CASE("who has a ticket in the pool gets no second one") {
  world in;
  pool_bench pool{in};
  pool.submit(1);
  pool.run();
  auto second = pool.submit(make::by(1, 77, pool.now()), make::wish("q"));
  auto server = make::by(3, 78, pool.now());
  server.vouches = true;
  auto party = pool.submit(server, make::wish("q", 3, {make::user(3), make::user(1)}));
  pool.run();
  CHECK(pool.out.refusal(second).code == errc::already_waiting);
  CHECK(pool.out.refusal(party).code == errc::already_waiting);
}

TEST_CASE("a ticket that is over says so to its people, and is none of anybody else's") {
  world in;
  pool_bench pool{in};
  pool.submit(1);
  pool.run();
  auto ticket = make::ticket_of(pool.by(1), pool.rules);
  auto by_other = pool.ask(matcher_command{cancel_request{ticket}}, make::by(5, 50, pool.now()));
  auto read_by_other = pool.ask(ticket_query{read_ticket{ticket}}, make::by(5, 51, pool.now()));
  pool.run();
  CHECK(pool.out.refusal(by_other).code == errc::ticket_not_found);
  CHECK(pool.out.refusal(read_by_other).code == errc::ticket_not_found);
  CHECK(pool.view(ticket, pool.by(1)).state == ticket_state::waiting);
  pool.submit(2);
  pool.run();
  auto too_late = pool.ask(matcher_command{cancel_request{ticket}}, make::by(1, 52, pool.now()));
  pool.run();
  CHECK(pool.out.refusal(too_late).code == errc::ticket_over);
  CHECK(pool.view(ticket, pool.by(1)).state == ticket_state::matched);
  CHECK(pool.view(ticket, pool.by(1)).room == pool.births.at(0).room);
}

TEST_CASE("a ticket that ended in the very same commit is over, not unknown to its people") {
  world in;
  pool_bench pool{in};
  pool.submit(1);
  pool.run();
  auto ticket = make::ticket_of(pool.by(1), pool.rules);
  auto cancelled = pool.ask(matcher_command{cancel_request{ticket}}, make::by(1, 50, pool.now()));
  auto again = pool.ask(matcher_command{cancel_request{ticket}}, make::by(1, 51, pool.now()));
  auto by_other = pool.ask(matcher_command{cancel_request{ticket}}, make::by(5, 52, pool.now()));
  pool.run();
  pool.out.as<done>(cancelled);
  CHECK(pool.out.refusal(again).code == errc::ticket_over);
  CHECK(pool.out.refusal(by_other).code == errc::ticket_not_found);
}

TEST_CASE("a pool tells by its name what is due next, and that it was missed until it is decided") {
  world in;
  pool_bench pool{in};
  REQUIRE(pool.label().index != pool.metrics.pools.names.other().index);
  const auto& due = pool.metrics.pools.next_due(pool.label());
  const auto& oldest = pool.metrics.pools.oldest_submitted(pool.label());
  auto wanted = make::wish("p");
  wanted.ttl_s = 5;
  pool.submit(pool.by(1), wanted);
  pool.run();
  auto submitted_s = pool.now() / second_ms;
  CHECK(oldest.value() == submitted_s);
  CHECK(due.value() == submitted_s + 5);
  pool.pass(5 * minute_ms);
  CHECK(due.value() == submitted_s + 5);
  pool.entity().on_wake();
  pool.run();
  CHECK(due.value() == 0);
  CHECK(oldest.value() == 0);
  SECTION("after a restart, too") {
    pool.submit(3);
    pool.run();
    pool.restart();
    pool.view(make::ticket_of(make::by(3, 3, pool.now()), pool.rules), pool.by(3));
    CHECK(pool.waiting() == 1);
    CHECK(oldest.value() == pool.now() / second_ms);
  }
}

TEST_CASE("a ticket expires without anybody asking, once, and is told") {
  world in;
  pool_bench pool{in};
  auto wanted = make::wish("p");
  wanted.ttl_s = 5;
  pool.submit(pool.by(1), wanted);
  pool.run();
  auto due = pool.faults().append_calls.back().wake->at;
  CHECK(due == pool.now() + 5 * second_ms);
  pool.pass(5 * second_ms);
  pool.entity().on_wake();
  pool.run();
  pool.acknowledge_all();
  REQUIRE(pool.told.size() == 1);
  CHECK(pool.told[0].told.why == ticket_end::expired);
  CHECK(pool.view(make::ticket_of(make::by(1, 1, make::noon_ms), pool.rules), pool.by(1)).why == ticket_end::expired);
  CHECK(pool.metrics.pools.waits(wait_end::expired).count() == 1);
  CHECK(pool.metrics.pools.obstacles(obstacle::nobody).value() == 1);
}

TEST_CASE("a full disk is told to those who wait behind what is due") {
  world in;
  pool_bench pool{in};
  pool.limits.max_due = 3;
  pool.restart();
  for (std::uint64_t n = 1; n <= 8; ++n) {
    auto wanted = make::wish("p" + std::to_string(n));
    wanted.ttl_s = 5;
    pool.submit(pool.by(n), wanted);
  }
  pool.run();
  pool.pass(5 * second_ms);
  store::append_plan full{.fault = store::append_fault::refused, .why = store::refusal::storage_full};
  pool.faults().appends = {full, full, full};
  auto asked = pool.submit(9, "q");
  pool.run();
  CHECK(pool.out.refusal(asked).code == errc::storage_full);
}

TEST_CASE("what is due at once is a bounded part of each commit, and what is asked for comes after all of it") {
  world in;
  pool_bench pool{in};
  pool.limits.max_due = 3;
  pool.restart();
  for (std::uint64_t n = 1; n <= 8; ++n) {
    auto wanted = make::wish("p" + std::to_string(n));
    wanted.ttl_s = 5;
    pool.submit(pool.by(n), wanted);
  }
  pool.run();
  auto last = make::ticket_of(pool.by(8), pool.rules);
  pool.pass(5 * second_ms);
  auto too_late = pool.ask(matcher_command{cancel_request{last}}, make::by(8, 50, pool.now()));
  auto with_the_last = pool.submit(9, "p8");
  auto ended_in = [&](const store::stored_record& record) {
    std::size_t count = 0;
    auto commit = store::decode_commit<matcher_event>(record.bytes).value();
    for (const auto& event : commit.events)
      if (auto* ended = std::get_if<tickets_ended>(&event)) count += ended->tickets.size();
    return count;
  };
  auto ended = [&] {
    std::vector<std::size_t> counts;
    for (const auto& record : in.logs->records_of(id_of(pool.rules).entity())) counts.push_back(ended_in(record));
    return counts;
  };
  SECTION("at once, one commit after the other") {
    pool.run();
    CHECK(ended() == std::vector<std::size_t>{0, 3, 3, 2});
    CHECK(pool.out.refusal(too_late).code == errc::ticket_over);
    pool.out.as<ticket_opened>(with_the_last);
    CHECK(pool.births.empty());
  }
  SECTION("also if the process ends between the commits") {
    while (ended().size() < 2) in.time.step();
    pool.restart();
    auto woken = in.logs->claim(pool.now(), 30 * second_ms, 10);
    REQUIRE(woken.size() == 1);
    pool.entity().on_wake();
    pool.run();
    CHECK(ended() == std::vector<std::size_t>{0, 3, 3, 2});
    CHECK(pool.waiting() == 0);
  }
}

TEST_CASE("two nodes that match the same ticket: one does, the other decides anew (P4)") {
  world in;
  pool_bench one{in, store_kind::shared};
  pool_bench two{in, store_kind::shared};
  one.submit(1);
  one.run();
  // Both see person 1 wait, and each gets another partner.
  two.view(make::ticket_of(one.by(1), one.rules), one.by(1));
  two.faults().meanwhile.push_back([&] {
    one.submit(2);
    one.run();
  });
  two.submit(3);
  two.run();
  one.acknowledge_all();
  two.acknowledge_all();
  CHECK(one.born.size() + two.born.size() == 1);
  CHECK(two.view(make::ticket_of(two.by(3), two.rules), two.by(3)).state == ticket_state::waiting);
}

TEST_CASE("an append whose answer was lost is looked for: the match happens once") {
  world in;
  pool_bench pool{in};
  pool.submit(1);
  pool.run();
  pool.faults().appends.push_back({.fault = store::append_fault::answer_lost});
  auto second = pool.submit(2);
  pool.pass(5 * second_ms);
  pool.acknowledge_all();
  CHECK(pool.out.has(second));
  CHECK(pool.born.size() == 1);
  CHECK(pool.told.size() == 2);
}

TEST_CASE("numbers of a kind that were edited count from the next ticket on") {
  world in;
  pool_bench pool{in};
  pool.submit(1);
  pool.run();
  pool.rules.matching.ttl_s = 60;
  auto later = pool.submit(2, "elsewhere");
  auto last = pool.submit(3, "nowhere");
  pool.run();
  pool.submit(4, "anywhere");
  pool.run();
  CHECK(pool.view(make::ticket_of(pool.by(4), pool.rules), pool.by(4)).expires_at_ms == pool.now() + 60 * second_ms);
  CHECK(pool.out.has(later));
  CHECK(pool.out.has(last));
}

}  // namespace
}  // namespace moim::bench
