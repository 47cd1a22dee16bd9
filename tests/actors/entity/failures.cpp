#include "tests/actors/support/clockwork.hpp"
#include "tests/actors/support/node_bench.hpp"
#include "tests/actors/support/room_bench.hpp"

/// What a bug costs: the entity it is in, for a moment, and nobody else (decision 23).
namespace moim::failures_cases {

using namespace moim::bench;

namespace {

[[noreturn]] void throw_planned() { throw std::runtime_error{"planned"}; }

}  // namespace

TEST_CASE("an exception in a rule answers all that wait, and the entity goes on from its log") {
  world w;
  clock_bench clock{w};
  clock.set({{clock.now() + hour_ms, 1, 0}});
  clock.ask(1);
  clock.ask(2, [](const clockwork&, auto&) { throw_planned(); });
  clock.ask(3);
  clock.run();
  CHECK(clock.entity().refused ==
        std::map<std::uint32_t, errc>{{1, errc::internal}, {2, errc::internal}, {3, errc::internal}});
  CHECK(clock.failures == std::vector<std::string>{"planned"});
  CHECK(clock.metrics.entities.failures(the_clock.type).value() == 1);
  CHECK(clock.metrics.entities.waiting().value() == 0);
  std::size_t alarms = 0;
  clock.ask(4, [&](const clockwork& state, auto&) { alarms = state.alarms.size(); });
  clock.run();
  CHECK(alarms == 1);
  CHECK(clock.entity().answered == std::vector<std::uint32_t>{0, 4});
}

TEST_CASE("an exception while an append is under way leaves its outcome unknown, and its late answer is not mistaken") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(100);
  store::append_plan slow;
  slow.answer_ms = 200;
  node.faults().appends = {slow};
  auto first = node.join(2);
  node.run();
  auto second = node.join(3);
  node.entity().on_exception("planned");
  CHECK(node.refusal(first) == errc::outcome_unknown);
  CHECK(node.refusal(second) == errc::internal);
  auto early = node.join(4);
  CHECK(node.refusal(early) == errc::internal);
  node.pass(300);
  auto again = node.ask(join_room{the_room}, make::by(2, 2));
  node.run();
  CHECK(node.seat_of(again) == 2);
  CHECK(node.count<seat_taken>() == 2);
}

TEST_CASE("an entity that fails again and again rests longer each time, and refuses at once meanwhile") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(100);
  node.faults().appends_that_throw = 1'000'000;
  std::size_t tried = 0;
  for (std::uint64_t n = 0; n < 600; ++n) {
    auto asked = node.join(2 + n);
    node.pass(100);
    REQUIRE(node.out.has(asked));
    // Nobody knows how far an append came that threw.
    bool unknown = node.refusal(asked) == errc::outcome_unknown;
    tried += unknown;
    CHECK((unknown || node.refusal(asked) == errc::internal));
  }
  CHECK(tried == node.failures.size());
  CHECK(node.failures.size() > 5);
  CHECK(node.failures.size() < 15);
  node.faults().appends_that_throw = 0;
  node.pass(minute_ms);
  auto joined = node.join(2);
  node.run();
  CHECK(node.seat_of(joined) == 2);
}

TEST_CASE("followers of a room that failed get it as it is, whether or not they missed something") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(100);
  node.follow(9);
  node.run();
  node.faults().appends_that_throw = 1;
  node.join(2);
  node.pass(second_ms);
  REQUIRE_FALSE(node.out.publications.empty());
  CHECK(node.out.publications.back()->is_reset);
}

TEST_CASE("a woken entity that fails keeps nobody else from being woken, and its due things happen later") {
  world w;
  clock_bench clock{w};
  clock.set({{clock.now() + 10, 1, 0}});
  clock.pass(20);
  w.logs->claim(clock.now(), 30 * second_ms, 1);
  clock.faults().appends_that_throw = 1;
  clock.entity().on_wake();
  clock.run();
  CHECK(clock.wake_ups_over == 1);
  clock.pass(30 * second_ms);
  REQUIRE(w.logs->claim(clock.now(), 30 * second_ms, 1).size() == 1);
  clock.entity().on_wake();
  clock.run();
  CHECK(clock.entity().state().rung == std::vector<std::uint32_t>{1});
}

TEST_CASE("a room whose actor throws answers all the same, and the request that comes again is done once") {
  node_bench bench;
  bench.open(1, 3);
  bench.run();
  auto room = make::room_number(1);
  bench.store().throw_once();
  auto failed = bench.ask(room, join_room{room}, make::by(2, 2));
  bench.run();
  CHECK(bench.out.refusal(failed).code == errc::outcome_unknown);
  auto again = bench.ask(room, join_room{room}, make::by(2, 2));
  bench.run();
  CHECK(bench.out.as<seat_given>(again).seat == 2);
  CHECK(bench.metrics.entities.failures(entity_type::room).value() == 1);
}

}  // namespace moim::failures_cases
