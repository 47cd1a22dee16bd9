#include "store/held_clock.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace moim;
using namespace moim::store;

namespace {

constexpr time_ms start_ms = 1'790'000'000'000;

/// The two clocks of a machine, of which the wall's can be set.
struct two_clocks {
  clock_reading read{start_ms, 5'000};
  held_time time{read};
  held_time::moment last{start_ms, 0, {}};
  std::vector<clock_event> events;

  /// Both go on; the time is asked for `every` so often, as it is under load or in a quiet night.
  void pass(time_ms span, time_ms every = second_ms) {
    for (time_ms passed = 0; passed < span; passed += every) {
      read.wall += every;
      read.steady += every;
      ask();
    }
  }
  void set_wall_by(time_ms step) {
    read.wall += step;
    ask();
  }
  void ask() {
    auto before = last.now;
    last = time.at(read);
    REQUIRE(last.now >= before);
    if (last.event) events.push_back(*last.event);
  }
  time_ms gone() const { return last.now - start_ms; }
};

}  // namespace

TEST_CASE("the store's time is the wall's while nobody sets that") {
  two_clocks clocks;
  clocks.pass(hour_ms);
  CHECK(clocks.gone() == hour_ms);
  CHECK(clocks.last.offset == 0);
  CHECK(clocks.events.empty());
}

TEST_CASE("a jump of the wall for two seconds is not followed, however far it is") {
  for (time_ms jump : {25 * hour_ms, 72 * hour_ms, -25 * hour_ms, time_ms{11'000}}) {
    two_clocks clocks;
    clocks.pass(minute_ms);
    clocks.set_wall_by(jump);
    CHECK(clocks.gone() == minute_ms);
    CHECK(clocks.last.offset == jump);
    clocks.pass(2 * second_ms, 10);
    CHECK(clocks.gone() == minute_ms + 2 * second_ms);
    clocks.set_wall_by(-jump);
    clocks.pass(hour_ms);
    CHECK(clocks.gone() == minute_ms + 2 * second_ms + hour_ms);
    CHECK(clocks.events == std::vector{clock_event::jumped, clock_event::returned});
  }
}

TEST_CASE("a wall that stays ahead is followed after five minutes, in one step") {
  two_clocks clocks;
  clocks.set_wall_by(25 * hour_ms);
  clocks.pass(held_time::held_ms - second_ms);
  CHECK(clocks.gone() == held_time::held_ms - second_ms);
  clocks.pass(second_ms);
  CHECK(clocks.gone() == held_time::held_ms + 25 * hour_ms);
  clocks.pass(minute_ms);
  CHECK(clocks.last.offset == 0);
  CHECK(clocks.events == std::vector{clock_event::jumped, clock_event::followed});
}

TEST_CASE("for a wall that stays behind time goes on, at half the speed until they meet") {
  // However often the time is asked for.
  for (time_ms every : {time_ms{1}, time_ms{3}, second_ms}) {
    two_clocks clocks;
    clocks.set_wall_by(-4 * minute_ms);
    clocks.pass(held_time::held_ms - second_ms);
    CHECK(clocks.gone() == held_time::held_ms - second_ms);
    auto before = clocks.gone();
    clocks.pass(4 * minute_ms, every);
    CHECK(std::abs(clocks.gone() - before - 2 * minute_ms) <= second_ms);
    clocks.pass(8 * minute_ms, every);
    CHECK(clocks.last.offset == 0);
    CHECK(clocks.events == std::vector{clock_event::jumped, clock_event::followed});
  }
}

TEST_CASE("a small difference is slewed by fifty milliseconds a second, forth and back") {
  for (time_ms every : {time_ms{1}, time_ms{7}, second_ms}) {
    for (time_ms step : {time_ms{500}, time_ms{-500}}) {
      two_clocks clocks;
      clocks.set_wall_by(step);
      CHECK(clocks.gone() == 0);
      clocks.pass(5 * second_ms, every);
      CHECK(std::abs(clocks.last.offset) <= 260);
      CHECK(std::abs(clocks.last.offset) >= 240);
      clocks.pass(10 * second_ms, every);
      CHECK(clocks.last.offset == 0);
      CHECK(clocks.events.empty());
    }
  }
}

TEST_CASE("a wall that jumps again and again is never followed, but each jump is told") {
  two_clocks clocks;
  for (int i = 0; i < 10; ++i) {
    clocks.set_wall_by(25 * hour_ms);
    clocks.pass(4 * minute_ms);
    clocks.set_wall_by(-25 * hour_ms);
    clocks.pass(minute_ms);
  }
  CHECK(clocks.gone() == 50 * minute_ms);
  CHECK(clocks.events.size() == 20);
}

TEST_CASE("a machine that slept has slept in both clocks: nothing jumps") {
  two_clocks clocks;
  clocks.pass(8 * hour_ms, 8 * hour_ms);
  CHECK(clocks.gone() == 8 * hour_ms);
  CHECK(clocks.events.empty());
}

TEST_CASE("readings that come in another order do not turn time back") {
  two_clocks clocks;
  clocks.pass(second_ms, 100);
  clocks.read.steady -= 50;
  clocks.read.wall -= 50;
  clocks.ask();
  CHECK(clocks.gone() == second_ms);
}

TEST_CASE("the held clock tells what its time has to say, and how far the wall is away") {
  clock_reading read{start_ms, 0};
  std::vector<std::pair<clock_event, time_ms>> heard;
  held_clock clock{[&] { return read; }, [&](clock_event event, time_ms offset) { heard.push_back({event, offset}); }};
  CHECK(clock.now() == start_ms);
  read.wall += hour_ms;
  CHECK(clock.now() == start_ms);
  CHECK(clock.offset() == hour_ms);
  CHECK(heard == std::vector<std::pair<clock_event, time_ms>>{{clock_event::jumped, hour_ms}});
  auto machine = read_machine_clocks();
  CHECK(machine.wall > start_ms - 365 * 24 * hour_ms);
  CHECK(machine.steady >= 0);
}
