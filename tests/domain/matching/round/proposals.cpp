#include "tests/domain/matching/support/round_case.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

using matching_test::apply_for;
using matching_test::meal;
using matching_test::pool_case;
using matching_test::round_case;

/// Two people who are asked until 10 s.
pool_case asked_pair() {
  auto kind = meal();
  kind.accept_within_s = 10;
  kind.penalty_s = 60;
  return pool_case{kind};
}

TEST_CASE("a proposal becomes a match once all have accepted, and only then") {
  auto pool = asked_pair();
  pool.give(0, {apply_for(1, {}, {}), apply_for(2, {}, {})});
  round_case round{pool.state, 1'000};
  CHECK_FALSE(round.asked.answer({{0, 1}, {0, 1}, true, 1}));
  CHECK_FALSE(round.asked.answer({{0, 1}, {0, 1}, true, 0}));
  CHECK(round.written<answered>().size() == 1);
  CHECK(round.written<matched>().empty());
  CHECK_FALSE(round.asked.answer({{0, 2}, {0, 2}, true, 0}));
  CHECK(round.written<matched>().size() == 1);
  CHECK(round.asked.answer({{0, 2}, {0, 2}, true, 0})->code == errc::ticket_not_found);
}

TEST_CASE("an answer counts only from who is asked, about what they are asked, in time") {
  auto pool = asked_pair();
  pool.give(0, {apply_for(1, {}, {}), apply_for(2, {}, {})});
  round_case round{pool.state, 9'999};
  CHECK(round.asked.answer({{0, 1}, {0, 2}, true, 0})->code == errc::not_proposed);
  CHECK(round.asked.answer({{0, 1}, {0, 1}, true, 2})->code == errc::not_proposed);
  CHECK(round.asked.answer({{0, 5}, {0, 5}, true, 0})->code == errc::ticket_not_found);
  round_case late{pool.state, 10'000};
  CHECK(late.asked.answer({{0, 1}, {0, 1}, true, 0})->code == errc::not_proposed);
}

TEST_CASE("when somebody declines, the others come back and are searched for") {
  auto pool = asked_pair();
  pool.give(0, {apply_for(1, {}, {}), apply_for(2, {}, {})});
  round_case round{pool.state, 1'000};
  CHECK_FALSE(round.asked.answer({{0, 1}, {0, 1}, false, 0}));
  round.asked.close();
  auto closed = round.written<proposal_closed>().at(0);
  CHECK(closed.back == std::vector<group_member>{{{0, 2}, {0, 2}}});
  REQUIRE(round.draft.fresh.size() == 1);
  CHECK(round.space.age(round.draft.fresh[0]) == pool.state.table().age(*pool.state.table().find({0, 2})));
  CHECK(round.penalised.why_not({{0, 1}}));
  CHECK_FALSE(round.penalised.why_not({{0, 2}}));
}

TEST_CASE("who is silent in time is out, and to blame only if the server was there") {
  auto pool = asked_pair();
  pool.give(0, {apply_for(1, {}, {}), apply_for(2, {}, {})});
  pool.give(1'000, {answer_proposal{{0, 1}, {0, 1}, true}});
  round_case round{pool.state, 12'000};
  round.asked.time_is_over(1);
  CHECK_FALSE(round.draft.find({0, 2}));
  CHECK(round.draft.find({0, 1}));
  CHECK(round.penalised.why_not({{0, 2}}));
  round_case late{pool.state, 12'001};
  late.asked.time_is_over(1);
  CHECK_FALSE(late.draft.find({0, 2}));
  CHECK_FALSE(late.penalised.why_not({{0, 2}}));
}

}  // namespace
}  // namespace moim
