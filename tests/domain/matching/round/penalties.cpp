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

TEST_CASE("who has submitted a party answers for it, and nobody for a server that was away") {
  auto kind = meal();
  kind.accept_within_s = 10;
  kind.penalty_s = 60;
  pool_case pool{kind};
  auto party = apply_for(1, {}, {});
  party.ticket.users.push_back({0, 2});
  party.ticket.sizes = size_of(3);
  auto other = apply_for(3, {}, {});
  other.ticket.sizes = size_of(3);
  pool.give(0, {party, other});
  // Whom they have named without asking takes the ticket back.
  auto down = pool.give(1'000, {cancel_ticket{{0, 1}, user_id{0, 2}}});
  REQUIRE(pool_case::all<penalised>(down).size() == 1);
  CHECK(pool_case::all<penalised>(down)[0].users == std::vector<user_id>{{0, 1}});
  // A cancel that comes after another's decline lets nobody down.
  auto pair = apply_for(4, {}, {});
  pair.ticket.sizes = size_of(3) | size_of(2);
  auto third = apply_for(5, {}, {});
  REQUIRE(pool_case::all<proposed>(pool.give(2'000, {pair, third})).size() == 1);
  auto both = pool.give(3'000, {answer_proposal{{0, 4}, {0, 4}, false}, cancel_ticket{{0, 5}, user_id{0, 5}}});
  REQUIRE(pool_case::all<penalised>(both).size() == 1);
  CHECK(pool_case::all<penalised>(both)[0].users == std::vector<user_id>{{0, 4}});
  REQUIRE(pool_case::all<proposed>(pool.give(4'000, {apply_for(6, {}, {}), apply_for(7, {}, {})})).size() == 1);
  auto late = pool.give(60'000, {});
  CHECK(pool_case::all<tickets_ended>(late).size() == 1);
  CHECK(pool_case::all<penalised>(late).empty());
}

TEST_CASE("penalties that are over do not gather") {
  pool state{meal()};
  auto one_part = [&] { return state.part(slice_of(user_id{0, 1})).penalties.size(); };
  apply(state, penalised{{{0, 1}}, 100}, {1, 0});
  REQUIRE(one_part() == 1);
  CHECK(state.penalised_until({0, 1}, 99) == 100);
  CHECK_FALSE(state.penalised_until({0, 1}, 100));
  for (std::uint64_t n = 2; n <= 2'000; ++n) apply(state, penalised{{{1, n}}, 10'000'000}, {n, 200});
  CHECK_FALSE(state.penalised_until({0, 1}, 0));
}

}  // namespace
}  // namespace moim
