#include "tests/domain/matching/support/round_case.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

using matching_test::meal;

TEST_CASE("a round changes its own copies of the pool's proposals") {
  pool state{meal()};
  apply(state, proposed{7, {{0, 1}, {0, 2}}, 2, {}, 1'000}, {1, 0});
  proposal_draft open{state};
  CHECK(open.next_number() == 8);
  REQUIRE(open.find(7));
  CHECK_FALSE(open.find(8));
  open.find(7)->accepted.push_back({0, 1});
  CHECK(open.find(7)->accepted.size() == 1);
  CHECK(state.proposals().at(7).accepted.empty());
  open.erase(7);
  CHECK_FALSE(open.find(7));
  CHECK(state.proposals().contains(7));
}

TEST_CASE("proposals are closed in the order of their numbers, each once") {
  pool state{meal()};
  proposal_draft open{state};
  for (std::uint64_t number : {5, 3, 5}) open.close_later(number);
  CHECK(open.is_closing(5));
  CHECK_FALSE(open.is_closing(4));
  CHECK(open.release_closing() == std::vector<std::uint64_t>{3, 5});
  CHECK_FALSE(open.is_closing(5));
}

}  // namespace
}  // namespace moim
