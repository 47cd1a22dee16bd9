#include "sim/simulation/recoveries.hpp"
#include "sim/simulation/report.hpp"

#include <catch2/catch.hpp>
#include <spdlog/spdlog.h>

using namespace moim;

namespace {

// Under the sanitizers a seed takes eight times as long, and what they look for does not hide in the rarer ones.
#ifdef __SANITIZE_ADDRESS__
constexpr std::uint64_t seeds = 100;
#else
constexpr std::uint64_t seeds = 1'000;
#endif

sim::outcome run(std::uint64_t seed, catalogue& metrics) { return sim::simulation{seed, metrics, {}}.run(); }

/// Every fault that the simulator can make; one that never happens is not a test of anything.
constexpr std::array faults{"append refused",
                            "append answer lost",
                            "append never executed",
                            "append executed later",
                            "append while the store was away",
                            "call failed",
                            "hint lost",
                            "hint doubled",
                            "follow dead",
                            "request doubled",
                            "frame in two pieces",
                            "node killed",
                            "connection cut",
                            "store away",
                            "tail lost"};

/// Every way back from a fault that the entities and the clients know.
constexpr std::array ways_back{"append conflicted",
                               "append of unknown outcome",
                               "append refused",
                               "batch replayed",
                               "replayed 3 times",
                               "unheard append: landed",
                               "unheard append: shut out",
                               "late append: landed",
                               "late append: shut out",
                               "fence appended",
                               "head confirmed",
                               "request answered again",
                               "effect acknowledged",
                               "wake-up handled",
                               "room left memory",
                               "person left memory",
                               "resume: told what was missed",
                               "resume: nothing missed",
                               "resume: not recovered",
                               "reset after a fork"};

/// What rooms and people can go through; parked effects need a person's log that is out of reach for minutes.
constexpr std::array events{"room_created", "seat_taken",   "seat_left",        "room_locked", "room_cancelled",
                            "room_closed",  "effects_done", "request_answered", "fenced",      "membership_noted"};

template <std::size_t Size>
void check_all_happened(const sim::tally& seen, sim::sighting group, const std::array<const char*, Size>& expected) {
  for (std::string_view what : expected) {
    INFO(what);
    auto found = seen.of(group).find(what);
    CHECK(found != seen.of(group).end());
    if (found != seen.of(group).end()) CHECK(found->second > 0);
  }
}

}  // namespace

TEST_CASE("every promise is kept under every fault, over a thousand seeds") {
  spdlog::set_level(spdlog::level::off);
  catalogue metrics{"tests"};
  sim::tally seen;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    auto done = run(seed, metrics);
    if (done.broken) FAIL(sim::failure_of(done));
    seen.add(done.seen);
  }
  sim::add_recoveries(metrics, seen);
  check_all_happened(seen, sim::sighting::fault, faults);
  check_all_happened(seen, sim::sighting::recovery, ways_back);
  check_all_happened(seen, sim::sighting::event, events);
}

TEST_CASE("a simulation is its seed") {
  catalogue metrics{"tests"};
  for (std::uint64_t seed : {7, 8, 9}) {
    auto first = run(seed, metrics);
    auto again = run(seed, metrics);
    CHECK(first.digest == again.digest);
    CHECK(first.steps == again.steps);
    CHECK(first.answers == again.answers);
  }
  CHECK(run(7, metrics).digest != run(8, metrics).digest);
}
