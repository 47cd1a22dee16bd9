#include "tests/domain/matching/support/round_case.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

using matching_test::apply_for;
using matching_test::meal;
using matching_test::pool_case;
using matching_test::round_case;

TEST_CASE("a match tells its people by their tickets, and has no name before the secret is known") {
  auto kind = meal();
  kind.again_after_days = 1;
  pool_case pool{kind};
  pool.give(0, {apply_for(1, {"GAEPO"}, {}), apply_for(2, {"SEOCHO"}, {})});
  round_case round{pool.state, 1'000};
  round.made.of_group(round.group_of({1, 2}), {});
  auto made = round.written<matched>().at(0);
  CHECK_FALSE(made.match);
  CHECK(made.members == std::vector<group_member>{{{0, 1}, {0, 1}}, {{0, 2}, {0, 2}}});
  CHECK(made.since == std::vector<time_ms>{0, 0});
  CHECK(made.terms.empty());
  CHECK(round.written<avoided>().size() == 1);
}

TEST_CASE("a match keeps its tickets whole only where its room may look for others") {
  auto kind = meal();
  kind.backfill = true;
  pool_case pool{kind};
  pool.give(0, {apply_for(1, {"GAEPO"}, {}), apply_for(2, {"SEOCHO"}, {})});
  round_case round{pool.state, 1'000};
  round.made.of_group(round.group_of({1, 2}), {});
  CHECK(round.written<matched>().at(0).terms.size() == 2);
}

}  // namespace
}  // namespace moim
