#include "tests/domain/matching/support/pool_case.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

using matching_test::apply_for;
using matching_test::meal;
using matching_test::pool_case;

TEST_CASE("who lets a group down may not submit for a while, if the kind minds") {
  auto kind = meal();
  kind.accept_within_s = 10;
  kind.penalty_s = 60;
  pool_case pool{kind};
  pool.give(0, {apply_for(1, {}, {}), apply_for(2, {}, {}), apply_for(3, {}, {}), apply_for(4, {}, {})});
  REQUIRE(pool.state.proposals().size() == 2);
  // One declines, one takes the ticket back, one says nothing; one accepts, and is as free as ever.
  auto first = pool.state.proposals().begin()->second.tickets;
  auto second = pool.state.proposals().rbegin()->second.tickets;
  auto user = [](const ticket_id& of) { return user_id{0, of.low}; };
  auto down =
      pool.give(1'000, {answer_proposal{first[0], user(first[0]), false}, cancel_ticket{second[0], user(second[0])}});
  REQUIRE(pool_case::all<penalised>(down).size() == 1);
  CHECK(pool_case::all<penalised>(down)[0].users == std::vector<user_id>{user(first[0]), user(second[0])});
  // The two that are left are asked together now.
  pool.give(2'000, {answer_proposal{first[1], user(first[1]), true}});
  auto silent = pool.give(11'000, {});
  REQUIRE(pool_case::all<penalised>(silent).size() == 1);
  CHECK(pool_case::all<penalised>(silent)[0].users == std::vector<user_id>{user(second[1])});
  auto again = pool.give(12'000, {apply_for(first[0].low, {}, {}, 11), apply_for(second[1].low, {}, {}, 12)});
  CHECK(again.refusals[0] == error{errc::penalised, {}, 49'000});
  CHECK(again.refusals[1] == error{errc::penalised, {}, 59'000});
  auto party = apply_for(9, {}, {});
  party.ticket.users.push_back(user(first[0]));
  party.ticket.sizes = size_of(3);
  CHECK(pool.give(60'999, {party}).refusals[0]->code == errc::penalised);
  CHECK_FALSE(pool.give(61'000, {apply_for(first[0].low, {}, {}, 13)}).refusals[0]);
}

}  // namespace
}  // namespace moim
