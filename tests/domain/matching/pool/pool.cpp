#include "domain/matching/explain/explain.hpp"
#include "tests/domain/matching/support/pool_case.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace moim {
namespace {

using matching_test::apply_for;
using matching_test::meal;
using matching_test::pool_case;

TEST_CASE("42Partner's pairs: any element of places by ways, once per person, matched again at once") {
  pool_case pool{meal()};
  CHECK_FALSE(pool.give(0, {apply_for(1, {"GAEPO", "SEOCHO"}, {"DELIVERY"})}).refusals[0]);
  CHECK(pool.give(1, {apply_for(1, {}, {}, 99)}).refusals[0]->code == errc::already_waiting);
  CHECK(pool_case::all<matched>(pool.give(300'000, {apply_for(3, {"SEOCHO"}, {"EATOUT"})})).empty());
  auto met = pool_case::all<matched>(pool.give(600'000, {apply_for(2, {"GAEPO"}, {"DELIVERY", "EATOUT"})}));
  REQUIRE(met.size() == 1);
  CHECK(met[0].tickets == std::vector<ticket_id>{{0, 1}, {0, 2}});
  REQUIRE(met[0].agreed.values.size() == 2);
  CHECK(met[0].agreed.values[0].value == "GAEPO");
  CHECK(met[0].agreed.values[1].value == "DELIVERY");
  CHECK(pool.state.table().size() == 1);
  CHECK_FALSE(pool.give(600'001, {apply_for(1, {"GAEPO"}, {"TAKEOUT"}, 4)}).refusals[0]);
  CHECK_FALSE(pool.give(600'002, {cancel_ticket{{0, 4}}}).refusals[0]);
  CHECK(pool.give(600'003, {cancel_ticket{{0, 4}}}).refusals[0]->code == errc::ticket_not_found);
}

TEST_CASE("two applications of one person in one batch make one ticket, and nobody meets themselves") {
  pool_case pool{meal()};
  auto decision = pool.give(0, {apply_for(1, {"GAEPO", "GAEPO"}, {}), apply_for(1, {"GAEPO"}, {}, 7)});
  CHECK_FALSE(decision.refusals[0]);
  CHECK(decision.refusals[1]->code == errc::already_waiting);
  CHECK(pool_case::all<matched>(decision).empty());
}

TEST_CASE("a ticket pairs in its last millisecond and not a millisecond later") {
  pool_case early{meal()};
  early.give(0, {apply_for(1, {}, {})});
  CHECK(pool_case::all<matched>(early.give(1'799'999, {apply_for(2, {}, {})})).size() == 1);
  pool_case late{meal()};
  late.give(0, {apply_for(1, {}, {})});
  auto decision = late.give(1'800'000, {apply_for(2, {}, {})});
  CHECK(pool_case::all<matched>(decision).empty());
  REQUIRE(pool_case::all<tickets_ended>(decision).size() == 1);
  CHECK(pool_case::ended(decision, 1) == ticket_end::expired);
}

TEST_CASE("a cancel and the partner of the match in one batch: the cancel came first, so nobody is matched") {
  pool_case pool{meal()};
  pool.give(0, {apply_for(1, {}, {})});
  auto decision = pool.give(1, {cancel_ticket{{0, 1}}, apply_for(2, {}, {})});
  CHECK(pool_case::all<matched>(decision).empty());
  CHECK(pool.state.table().size() == 1);
  CHECK(pool_case::all<matched>(pool.give(2, {apply_for(3, {}, {})})).size() == 1);
}

TEST_CASE("who declines is out; the others keep their age and are tried at once") {
  auto kind = meal();
  kind.accept_within_s = 10;
  pool_case pool{kind};
  pool.give(0, {apply_for(1, {}, {})});
  CHECK(pool_case::all<proposed>(pool.give(1'000, {apply_for(2, {}, {})})).size() == 1);
  pool.give(2'000, {apply_for(3, {}, {})});
  auto again = pool.give(3'000, {answer_proposal{{0, 1}, {0, 1}, true}, answer_proposal{{0, 2}, {0, 2}, false}});
  CHECK(pool_case::all<proposal_closed>(again).size() == 1);
  REQUIRE(pool_case::all<proposed>(again).size() == 1);
  CHECK(pool_case::all<proposed>(again)[0].tickets == std::vector<ticket_id>{{0, 1}, {0, 3}});
  auto agreed = pool.give(4'000, {answer_proposal{{0, 1}, {0, 1}, true}, answer_proposal{{0, 3}, {0, 3}, true}});
  CHECK(pool_case::all<matched>(agreed).size() == 1);
  CHECK(pool.state.table().size() == 0);
  CHECK(pool.state.proposals().empty());
}

TEST_CASE("who is silent until the end of a proposal is out") {
  auto kind = meal();
  kind.accept_within_s = 10;
  pool_case pool{kind};
  pool.give(0, {apply_for(1, {}, {}), apply_for(2, {}, {})});
  pool.give(1'000, {answer_proposal{{0, 1}, {0, 1}, true}});
  REQUIRE(next_wake(pool.state) == 10'000);
  auto over = pool.give(10'000, {});
  REQUIRE(pool_case::all<tickets_ended>(over).size() == 1);
  CHECK(pool_case::ended(over, 2) == ticket_end::silent);
  CHECK(pool.state.table().size() == 1);
}

TEST_CASE("who is asked when another's time is about to end is not out for having said nothing") {
  auto kind = meal();
  kind.accept_within_s = 10;
  pool_case pool{kind};
  auto leaving = apply_for(1, {}, {});
  leaving.ticket.expires_at = 5'000;
  pool.give(0, {leaving});
  CHECK(pool_case::all<proposed>(pool.give(4'999, {apply_for(2, {}, {})}))[0].until == 5'000);
  auto over = pool.give(5'000, {apply_for(3, {}, {})});
  CHECK(pool_case::ended(over, 1) == ticket_end::expired);
  CHECK(pool_case::all<proposed>(over).at(0).tickets == std::vector<ticket_id>{{0, 2}, {0, 3}});
}

TEST_CASE("a group can be accepted for as long as its overlap is long enough") {
  auto kind = meal();
  kind.criteria = {{"when", criterion_type::window, false}};
  kind.accept_within_s = 10;
  pool_case pool{kind};
  auto wish = [](std::uint64_t user, time_ms to, time_ms min) {
    auto made = apply_for(user, {}, {});
    made.ticket.wishes = {};
    made.ticket.wishes.windows = {{0, {{0, to, min}}}};
    return made;
  };
  // Together for 2 s, which begins at 3 s at the latest; alone they could both have waited longer.
  CHECK(pool_case::all<proposed>(pool.give(0, {wish(1, 5'000, 1'000), wish(2, 9'000, 2'000)}))[0].until == 3'001);
  CHECK(pool_case::all<proposal_closed>(pool.give(3'001, {})).size() == 1);
  CHECK(pool.state.table().size() == 2);
}

TEST_CASE("people who met do not meet again within the days that the kind says") {
  auto kind = meal();
  kind.again_after_days = 1;
  pool_case pool{kind};
  pool.give(0, {apply_for(1, {}, {}), apply_for(2, {}, {})});
  CHECK(pool_case::all<matched>(pool.give(1'000, {apply_for(1, {}, {}, 11), apply_for(2, {}, {}, 12)})).empty());
  CHECK(pool_case::all<matched>(pool.give(2'000, {apply_for(3, {}, {})})).size() == 1);
}

TEST_CASE("people who are matched and hand in tickets again in the same batch do not meet again either") {
  auto kind = meal();
  kind.again_after_days = 1;
  kind.accept_within_s = 10;
  pool_case pool{kind};
  pool.give(0, {apply_for(1, {}, {}), apply_for(2, {}, {})});
  pool.give(1'000, {answer_proposal{{0, 1}, {0, 1}, true}});
  auto both =
      pool.give(2'000, {answer_proposal{{0, 2}, {0, 2}, true}, apply_for(1, {}, {}, 11), apply_for(2, {}, {}, 12)});
  CHECK(pool_case::all<matched>(both).size() == 1);
  CHECK(pool_case::all<proposed>(both).empty());
  CHECK(pool.state.table().size() == 2);
}

TEST_CASE("who gathered for a wave is matched by it although the kind has given waves up") {
  auto kind = meal();
  kind.wave_ms = 2'000;
  pool_case pool{kind};
  pool.give(0, {apply_for(1, {}, {}), apply_for(2, {}, {})});
  kind.wave_ms = 0;
  apply(pool.state, pool_created{kind, {}, {}}, {++pool.version, 1'000});
  CHECK(next_wake(pool.state) == 2'000);
  CHECK(pool_case::all<matched>(pool.give(2'000, {})).size() == 1);
  CHECK(next_wake(pool.state) == std::nullopt);
}

TEST_CASE("a wave gathers arrivals and matches them together") {
  auto kind = meal();
  kind.wave_ms = 2'000;
  pool_case pool{kind};
  CHECK(pool_case::all<matched>(pool.give(0, {apply_for(1, {}, {}), apply_for(2, {}, {})})).empty());
  CHECK(next_wake(pool.state) == 2'000);
  CHECK(pool_case::all<matched>(pool.give(2'000, {})).size() == 1);
}

TEST_CASE("smaller groups than preferred form once somebody has lost patience") {
  auto kind = meal();
  kind.prefer = 3;
  kind.patience_s = 60;
  pool_case pool{kind};
  auto flexible = apply_for(1, {}, {});
  flexible.ticket.sizes = sizes_between(2, 3);
  auto other = flexible;
  other.ticket.id = {0, 2};
  other.ticket.users = {{0, 2}};
  pool.give(0, {flexible});
  CHECK(pool_case::all<matched>(pool.give(1'000, {other})).empty());
  CHECK(next_wake(pool.state) == 60'000);
  CHECK(pool_case::all<matched>(pool.give(60'000, {})).size() == 1);
}

TEST_CASE("an explanation names the rule that stands in the way and what a step would open") {
  pool_case pool{meal()};
  for (std::uint64_t user = 2; user <= 6; ++user)
    pool.give(0, {apply_for(user, {"p" + std::to_string(user)}, {"EATOUT"})});
  auto asking = apply_for(1, {"GAEPO"}, {"EATOUT"});
  relax_step step;
  step.after_s = 60;
  step.wishes.sets = {{0, {}}};
  asking.ticket.relax = {step};
  pool.give(1'000, {asking});
  auto told = explain(pool.state, {0, 1}, 2'000, pool.workspace);
  REQUIRE(told);
  CHECK(told->sample == 5);
  CHECK(told->rules[0].failing_by_it_alone == 5);
  CHECK(told->rules[1].failing == 0);
  CHECK(told->candidates == 0);
  CHECK(told->next_step_at == 61'000);
  REQUIRE(told->steps.size() == 1);
  CHECK(told->suiting == 0);
  CHECK(told->steps[0].suiting == 5);
  CHECK(told->steps[0].group_forms);
  CHECK(pool_case::all<matched>(pool.give(61'000, {})).size() == 1);
}

}  // namespace
}  // namespace moim
