#include "sim/simulation/simulation.hpp"

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

sim::outcome run(std::uint64_t seed) {
  static catalogue metrics{"tests"};
  return sim::simulation{seed, metrics, nullptr}.run();
}

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

}  // namespace

TEST_CASE("every promise is kept under every fault, over a thousand seeds") {
  spdlog::set_level(spdlog::level::off);
  std::map<std::string, std::uint64_t, std::less<>> happened;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    auto done = run(seed);
    if (done.broken)
      FAIL("seed " << seed << " broke " << done.broken->promise << ": " << done.broken->what << "\nmoim-sim run --seed "
                   << seed << " --trace");
    for (const auto& [what, count] : done.happened) happened[what] += count;
  }
  for (auto fault : faults) CHECK(happened[fault] > 0);
}

TEST_CASE("a simulation is its seed") {
  for (std::uint64_t seed : {7, 8, 9}) {
    auto first = run(seed);
    auto again = run(seed);
    CHECK(first.digest == again.digest);
    CHECK(first.steps == again.steps);
    CHECK(first.answers == again.answers);
  }
  CHECK(run(7).digest != run(8).digest);
}
