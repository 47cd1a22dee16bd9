#include "domain/planted.hpp"
#include "sim/simulation/simulation.hpp"

#include <catch2/catch.hpp>
#include <spdlog/spdlog.h>

#ifndef MOIM_PLANTED_BUGS
#error "without the switches nothing is tested here"
#endif

using namespace moim;

namespace {

/// A bug that needs more seeds than this is one that the simulator does not look for.
constexpr std::uint64_t seeds_most = 200;

struct expected_catch {
  planted_bug bug;
  /// The promise that names it.
  std::string_view promise;
};

constexpr std::array bugs{
    expected_catch{planted_bug::version_check_skipped, "P1"}, expected_catch{planted_bug::answered_before_commit, "P2"},
    expected_catch{planted_bug::keys_forgotten_on_restart, "P3"},
    expected_catch{planted_bug::replayed_on_old_state, "P1"}, expected_catch{planted_bug::resume_off_by_one, "P7"}};

/// Switches a bug on until the end of the scope.
struct plant {
  explicit plant(planted_bug bug) { planted = bug; }
  ~plant() { planted = planted_bug::none; }
};

sim::outcome run(std::uint64_t seed) {
  static catalogue metrics{"planted"};
  return sim::simulation{seed, metrics, {}}.run();
}

/// The first run in which anything was wrong, and the first in which this promise was broken.
struct caught {
  std::optional<std::uint64_t> by_any;
  std::optional<sim::outcome> by_promise;
};

caught run_until_broken(std::string_view promise) {
  caught found;
  for (std::uint64_t seed = 1; seed <= seeds_most && !found.by_promise; ++seed) {
    auto done = run(seed);
    if (!done.broken) continue;
    if (!found.by_any) found.by_any = seed;
    if (done.broken->promise == promise) found.by_promise = std::move(done);
  }
  return found;
}

}  // namespace

TEST_CASE("each planted bug is caught, and named by the promise that it breaks") {
  spdlog::set_level(spdlog::level::off);
  fmt::print("\n  {:<27}{:>10}  {:>8} {}\n", "planted bug", "seen after", "named by", "after, and what it said");
  for (const auto& [bug, promise] : bugs) {
    plant it{bug};
    auto found = run_until_broken(promise);
    auto name = enum_names(bug)[static_cast<std::size_t>(bug)];
    INFO(name << " has to be named by " << promise);
    REQUIRE(found.by_promise);
    fmt::print("  {:<27}{:>10}  {:>8} {:>3}, {}\n", name, *found.by_any, promise, found.by_promise->seed,
               found.by_promise->broken->what);
  }
}

TEST_CASE("with no bug planted the same seeds pass") {
  spdlog::set_level(spdlog::level::off);
  for (std::uint64_t seed = 1; seed <= seeds_most; ++seed) {
    auto done = run(seed);
    INFO("seed " << seed << (done.broken ? ": " + done.broken->what : ""));
    REQUIRE_FALSE(done.broken);
  }
}
