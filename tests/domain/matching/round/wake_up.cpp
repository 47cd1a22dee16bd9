#include "domain/matching/round/wake_up.hpp"

#include "tests/domain/matching/support/round_case.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

using matching_test::apply_for;
using matching_test::meal;
using matching_test::pool_case;

TEST_CASE("a decision asks to be woken for what comes next, also by what it has just made") {
  auto kind = meal();
  kind.accept_within_s = 10;
  pool_case pool{kind};
  CHECK_FALSE(pool.give(0, {}).wake_by);
  CHECK(pool.give(0, {apply_for(1, {}, {})}).wake_by == 1'800'000);
  CHECK(pool.give(1'000, {apply_for(2, {}, {})}).wake_by == 11'000);
  // What was due has a new time that only `apply` sets.
  CHECK(pool.give(11'000, {}).wake_by == 12'000);
}

TEST_CASE("a decision that leaves nobody waiting asks for nothing") {
  pool_case pool{meal()};
  pool.give(0, {apply_for(1, {"SEOCHO"}, {})});
  pool.give(1'000, {apply_for(2, {"GAEPO"}, {})});
  CHECK(pool.give(2'000, {cancel_ticket{{0, 1}}}).wake_by == 1'801'000);
  CHECK_FALSE(pool.give(3'000, {cancel_ticket{{0, 2}}}).wake_by);
}

TEST_CASE("the first ticket that is gathered asks for the wave") {
  auto kind = meal();
  kind.wave_ms = 3'000;
  pool_case pool{kind};
  CHECK(pool.give(1'000, {apply_for(1, {}, {})}).wake_by == 4'000);
  CHECK(pool.give(2'000, {apply_for(2, {"GAEPO"}, {})}).wake_by == 4'000);
  CHECK(pool.give(4'000, {}).wake_by != 4'000);
}

}  // namespace
}  // namespace moim
