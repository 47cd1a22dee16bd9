#include "tests/domain/matching/support/round_case.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

using matching_test::meal;
using matching_test::round_case;

TEST_CASE("who was matched a moment ago is avoided as well as who was matched before") {
  auto kind = meal();
  kind.again_after_days = 1;
  pool state{kind};
  apply(state, avoided{{{0, 1}, {0, 2}}, 500'000}, {1, 0});
  round_case round{state, 1'000};
  round.avoided.add({{0, 1}, {0, 3}});
  auto until = 1'000 + 24 * hour_ms;
  CHECK(round.avoided.blocks_of({{0, 1}}) == std::vector<block>{{{0, 2}, 500'000}, {{0, 3}, until}});
  // Those who come together meet anyway.
  CHECK(round.avoided.blocks_of({{0, 1}, {0, 3}}) == std::vector<block>{{{0, 2}, 500'000}});
  CHECK(round.written<avoided>().size() == 1);
}

TEST_CASE("a kind without such days lets people meet again") {
  pool state{meal()};
  round_case round{state, 1'000};
  round.avoided.add({{0, 1}, {0, 3}});
  CHECK(round.draft.events.empty());
  CHECK(round.avoided.blocks_of({{0, 1}}).empty());
}

}  // namespace
}  // namespace moim
