#include "tests/domain/matching/support/round_case.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

using matching_test::meal;

TEST_CASE("a round changes its own copies of the pool's proposals") {
  pool state{meal()};
  apply(state, proposed{7, {{0, 1}, {0, 2}}, 2, {}, 1'000}, {1, 0});
  proposal_draft open{state, 0};
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

TEST_CASE("a number that a failover took from the end of the log is not given to another proposal") {
  pool state{meal()};
  proposal_draft before{state, 1'000};
  auto lost = before.next_number();
  CHECK(before.next_number() == lost + 1);
  CHECK(proposal_draft{state, 1'001}.next_number() > lost + 1);
  // It comes whole through a double.
  auto in_2240 = next_proposal_number(0, 8'520'336'000'000);
  CHECK(static_cast<std::uint64_t>(static_cast<double>(in_2240 + 1)) == in_2240 + 1);
}

TEST_CASE("proposals are closed in the order of their numbers, each once") {
  pool state{meal()};
  proposal_draft open{state, 0};
  for (std::uint64_t number : {5, 3, 5}) open.close_later(number);
  CHECK(open.is_closing(5));
  CHECK_FALSE(open.is_closing(4));
  CHECK(open.release_closing() == std::vector<std::uint64_t>{3, 5});
  CHECK_FALSE(open.is_closing(5));
}

}  // namespace
}  // namespace moim
