#include "tests/actors/support/clockwork.hpp"

/// Rule 9: what is due is decided one by one in the order of its time, before the batch's commands.
namespace moim::due_cases {

using namespace moim::bench;

namespace {

using numbers_of = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("what is due happens in the order of its time, in one commit, before what is asked for then") {
  world w;
  clock_bench clock{w};
  auto t = clock.now();
  clock.set({{t + 30, 3}, {t + 10, 1}, {t + 20, 2}});
  clock.pass(100);
  std::vector<numbers_of> seen;
  clock.ask(9, [&](const clockwork& state, auto&) { seen.push_back(state.rung); });
  clock.run();
  REQUIRE(seen.size() == 1);
  CHECK(seen.front() == numbers_of{1, 2, 3});
  CHECK(clock.entity().state().rung == numbers_of{1, 2, 3});
  CHECK(clock.commits().size() == 2);
}

TEST_CASE("what is due is decided against what the due thing before it led to") {
  world w;
  clock_bench clock{w};
  auto t = clock.now();
  clock.set({{t + 10, 1, 2}, {t + 20, 2}, {t + 30, 3}});
  clock.pass(100);
  clock.entity().on_wake();
  clock.run();
  CHECK(clock.entity().state().rung == numbers_of{1, 3});
}

TEST_CASE("at most a thousand due things are one commit, and commands wait until all of them have happened") {
  world w;
  clock_bench clock{w};
  std::vector<alarm> many;
  for (std::uint32_t n = 1; n <= 2'500; ++n) many.push_back({clock.now() + 10, n, 0});
  clock.set(many);
  clock.pass(100);
  std::size_t rung = 0;
  clock.ask(9, [&](const clockwork& state, auto& out) {
    rung = state.rung.size();
    out.push_back(alarm_set{{state.last_at + hour_ms, 9'999, 0}});
  });
  clock.run();
  CHECK(rung == 2'500);
  numbers_of sizes;
  for (const auto& commit : clock.commits()) sizes.push_back(static_cast<std::uint32_t>(commit.size()));
  CHECK(sizes == numbers_of{2'500, 1'000, 1'000, 501});
  CHECK(clock.entity().answered == numbers_of{0, 9});
}

TEST_CASE("what is left of many due things is found again if the process ends between its commits") {
  world w;
  clock_bench clock{w};
  std::vector<alarm> many;
  for (std::uint32_t n = 1; n <= 1'500; ++n) many.push_back({clock.now() + 10, n, 0});
  clock.set(many);
  clock.pass(100);
  clock.entity().on_wake();
  while (clock.commits().size() < 2) w.time.step();
  clock.restart();
  auto woken = w.logs->claim(clock.now(), 30 * second_ms, 10);
  REQUIRE(woken.size() == 1);
  clock.entity().on_wake();
  clock.run();
  CHECK(clock.entity().state().rung.size() == 1'500);
  CHECK_FALSE(w.logs->wake_of(the_clock));
}

}  // namespace moim::due_cases
