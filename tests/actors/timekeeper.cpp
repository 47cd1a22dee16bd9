#include "tests/actors/support/node_bench.hpp"

#include <spdlog/spdlog.h>

/// Rule 9: wake-ups are claimed as fast as they are handled, a bounded number at a time.
namespace moim::timekeeper_cases {

using namespace moim::bench;

namespace {

std::int64_t woken(node_bench& bench) {
  return static_cast<std::int64_t>(bench.metrics.entities.wake_ups(wake_step::claimed).value());
}

/// Something in the log that no version can read, to be woken for at once.
void put_unreadable(node_bench& bench, std::uint64_t n) {
  store::append_request append;
  append.entity = make::room_number(n).entity();
  append.commit = n;
  append.record = "not a commit";
  append.wake = store::wake_change{bench.now()};
  bench.logs().append(std::move(append));
}

std::size_t closed(node_bench& bench, std::uint64_t from, std::uint64_t to) {
  std::size_t found = 0;
  for (auto n = from; n <= to; ++n) {
    auto records = bench.logs().records_of(make::room_number(n).entity());
    auto last = store::decode_commit<room_event>(records.back().bytes).value().events;
    found +=
        std::any_of(last.begin(), last.end(), [](const auto& e) { return std::holds_alternative<room_closed>(e); });
  }
  return found;
}

}  // namespace

TEST_CASE("six thousand rooms whose time is over at one moment close within half a second of the node's time") {
  node_bench bench;
  auto kind = make::meal(600);
  kind.in_members_lists = false;
  for (std::uint64_t n = 1; n <= 6'000; ++n) bench.open(n, 3, kind);
  bench.run();
  bench.restart();
  bench.move_clock(600 * second_ms);
  bench.pass(500);
  CHECK(closed(bench, 1, 6'000) == 6'000);
  CHECK(woken(bench) == 6'000);
  bench.pass(minute_ms);
  CHECK(woken(bench) == 6'000);
}

TEST_CASE("at most 1,024 woken entities are under way, whatever is due") {
  node_bench bench;
  auto kind = make::meal(600);
  kind.in_members_lists = false;
  for (std::uint64_t n = 1; n <= 3'000; ++n) bench.open(n, 3, kind);
  bench.run();
  bench.restart();
  bench.store().stall();
  bench.move_clock(600 * second_ms);
  bench.pass(5 * second_ms);
  CHECK(woken(bench) == 1'024);
  bench.store().go_on();
  bench.pass(second_ms);
  CHECK(closed(bench, 1, 3'000) == 3'000);
}

TEST_CASE("entities that cannot be read keep nobody from being woken") {
  // A line for each.
  auto level = spdlog::get_level();
  spdlog::set_level(spdlog::level::off);
  node_bench bench;
  for (std::uint64_t n = 1; n <= 2'000; ++n) put_unreadable(bench, 100'000 + n);
  auto kind = make::meal(600);
  kind.in_members_lists = false;
  for (std::uint64_t n = 1; n <= 100; ++n) bench.open(n, 3, kind);
  bench.run();
  bench.move_clock(600 * second_ms);
  bench.pass(second_ms);
  CHECK(closed(bench, 1, 100) == 100);
  spdlog::set_level(level);
}

TEST_CASE("who moves the clock by hand hears when all that was due is done, without time passing") {
  node_bench bench;
  auto kind = make::meal(600);
  kind.in_members_lists = false;
  for (std::uint64_t n = 1; n <= 1'500; ++n) bench.open(n, 3, kind);
  bench.run();
  bench.restart();
  bool done = false;
  bench.node().settle([&] { done = true; });
  bench.run();
  CHECK(done);
  CHECK(woken(bench) == 0);
  done = false;
  bench.move_clock(600 * second_ms);
  bench.node().settle([&] {
    done = true;
    CHECK(closed(bench, 1, 1'500) == 1'500);
  });
  bench.run();
  CHECK(done);
}

}  // namespace moim::timekeeper_cases
