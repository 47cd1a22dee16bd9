#include "tests/actors/support/pool_bench.hpp"

/// A ticket outlives the connections of its people, for a while.
namespace moim::bench {
namespace {

pool_rules with_grace() {
  pool_kind kind;
  kind.absent_after_s = 120;
  kind.presence_every_s = 32;
  return make::rules(kind);
}

struct presence_bench : pool_bench {
  explicit presence_bench(world& in, store_kind kind = store_kind::own) : pool_bench(in, kind, with_grace()) {}
  /// Lets time pass, with the wake-ups that fall due.
  void live(time_ms span_ms) {
    for (time_ms passed = 0; passed < span_ms; passed += second_ms) {
      pass(second_ms);
      entity().on_wake();
      run();
    }
  }
  std::optional<ticket_end> why(std::uint64_t n) {
    return view(make::ticket_of(make::by(n, n, make::noon_ms), rules), make::by(n, n, make::noon_ms)).why;
  }
};

TEST_CASE("a ticket waits for as long as one of its people is connected, and for the grace from then on") {
  world in;
  presence_bench pool{in};
  pool.here = {make::user(1), make::user(3)};
  pool.submit(1, "a");
  pool.submit(2, "b");
  auto server = pool.by(4);
  server.vouches = true;
  pool.submit(server, make::wish("c", 3, {make::user(3), make::user(4)}));
  pool.live(119 * second_ms);
  CHECK_FALSE(pool.why(2));
  pool.live(34 * second_ms);
  CHECK(pool.why(2) == ticket_end::absent);
  CHECK_FALSE(pool.why(1));
  CHECK_FALSE(pool.why(4));
  pool.acknowledge_all();
  REQUIRE(pool.told.size() == 1);
  CHECK(pool.told[0].told.why == ticket_end::absent);
  pool.here.clear();
  pool.live(119 * second_ms);
  CHECK_FALSE(pool.why(1));
  pool.live(66 * second_ms);
  CHECK(pool.why(1) == ticket_end::absent);
  CHECK(pool.why(4) == ticket_end::absent);
}

TEST_CASE("who comes back within the grace keeps the ticket, and may be matched meanwhile") {
  world in;
  presence_bench pool{in};
  pool.submit(1);
  pool.live(100 * second_ms);
  SECTION("back in time") {
    pool.here = {make::user(1)};
    pool.live(200 * second_ms);
    CHECK_FALSE(pool.why(1));
  }
  SECTION("matched while away") {
    pool.submit(2);
    pool.run();
    CHECK(pool.births.size() == 1);
  }
}

TEST_CASE("after the servers were down nobody is given up: the grace begins anew") {
  world in;
  presence_bench pool{in};
  pool.here = {make::user(1)};
  pool.submit(1, "a");
  pool.submit(2, "b");
  pool.live(60 * second_ms);
  pool.kill();
  pool.here.clear();
  pool.pass(20 * minute_ms);
  pool.restart();
  pool.entity().receive(attend_pool{});
  pool.live(60 * second_ms);
  CHECK_FALSE(pool.why(1));
  CHECK_FALSE(pool.why(2));
  pool.here = {make::user(2)};
  pool.live(120 * second_ms);
  CHECK(pool.why(1) == ticket_end::absent);
  CHECK_FALSE(pool.why(2));
}

TEST_CASE("people may be connected to another node than the one that took their ticket") {
  world in;
  presence_bench one{in, store_kind::shared};
  presence_bench two{in, store_kind::shared};
  two.entity().receive(attend_pool{});
  two.here = {make::user(1)};
  one.submit(1, "a");
  one.submit(2, "b");
  for (int i = 0; i < 400; ++i) {
    one.live(second_ms);
    two.entity().on_wake();
    two.run();
  }
  CHECK_FALSE(one.why(1));
  CHECK(one.why(2) == ticket_end::absent);
}

TEST_CASE("a pool whose kind has no grace never looks for people") {
  world in;
  pool_bench pool{in};
  pool.submit(1);
  pool.run();
  auto commits = pool.faults().append_calls.size();
  pool.pass(10 * minute_ms);
  CHECK(pool.faults().append_calls.size() == commits);
}

}  // namespace
}  // namespace moim::bench
