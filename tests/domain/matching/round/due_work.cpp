#include "tests/domain/matching/support/round_case.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

using matching_test::apply_for;
using matching_test::meal;
using matching_test::pool_case;
using matching_test::round_case;

TEST_CASE("a ticket that relaxes is searched for as it is from then on, as old as it was") {
  pool_case pool{meal()};
  auto patient = apply_for(1, {"GAEPO"}, {});
  relax_step step;
  step.after_s = 60;
  step.wishes.sets = {{0, {}}};
  patient.ticket.relax = {step};
  pool.give(0, {patient});
  round_case early{pool.state, 59'999};
  early.due.run();
  CHECK_FALSE(early.due.was_any());
  round_case round{pool.state, 60'000};
  round.due.run();
  CHECK(round.due.was_any());
  CHECK(round.written<tickets_relaxed>().at(0).tickets == std::vector<relaxed_ticket>{{{0, 1}, 1}});
  REQUIRE(round.draft.fresh.size() == 1);
  auto relaxed = round.draft.fresh[0];
  CHECK(is_draft(relaxed));
  CHECK(round.space.at(relaxed).values().empty());
  CHECK(round.space.age(relaxed) == pool.state.table().age(0));
}

TEST_CASE("a proposal that is over is handled once, whichever of its tickets is due first") {
  auto kind = meal();
  kind.accept_within_s = 10;
  pool_case pool{kind};
  pool.give(0, {apply_for(1, {}, {}), apply_for(2, {}, {})});
  round_case round{pool.state, 10'000};
  round.due.run();
  CHECK(round.open.release_closing() == std::vector<std::uint64_t>{1});
  CHECK(round.written<tickets_ended>().at(0).tickets.size() == 2);
}

}  // namespace
}  // namespace moim
