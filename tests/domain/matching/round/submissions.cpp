#include "tests/domain/matching/support/round_case.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

using matching_test::apply_for;
using matching_test::meal;
using matching_test::round_case;

TEST_CASE("a ticket that is handed in is in play at once, and in the events when they are written") {
  pool state{meal()};
  round_case round{state, 5'000};
  CHECK_FALSE(round.submitted.submit(apply_for(1, {}, {}).ticket));
  REQUIRE(round.draft.find({0, 1}));
  CHECK(round.draft.fresh == std::vector<ticket_ref>{*round.draft.find({0, 1})});
  CHECK(round.submitted.submit(apply_for(1, {}, {}, 7).ticket)->code == errc::already_waiting);
  CHECK(round.submitted.submit(apply_for(2, {}, {}, 1).ticket)->code == errc::already_waiting);
  CHECK(round.draft.events.empty());
  round.submitted.write();
  round.submitted.write();
  auto written = round.written<tickets_submitted>();
  REQUIRE(written.size() == 1);
  REQUIRE(written[0].tickets.size() == 1);
  CHECK(written[0].tickets[0].submitted_at == 5'000);
  CHECK(written[0].tickets[0].expires_at == 1'805'000);
}

TEST_CASE("a ticket whose time or window has passed is not taken in") {
  auto kind = meal();
  kind.criteria = {{"when", criterion_type::window, false}};
  pool state{kind};
  round_case round{state, 5'000};
  auto over = apply_for(1, {}, {}).ticket;
  over.wishes = {};
  over.expires_at = 5'000;
  CHECK(round.submitted.submit(over)->code == errc::ticket_over);
  auto passed = over;
  passed.expires_at = 0;
  passed.wishes.windows = {{0, {{0, 6'000, 2'000}}}};
  CHECK(round.submitted.submit(passed)->code == errc::criterion_invalid);
  CHECK_FALSE(round.draft.find({0, 1}));
  CHECK(round.draft.fresh.empty());
}

TEST_CASE("tickets that are matched at once are filed apart from those who wait") {
  pool state{meal()};
  round_case round{state, 0};
  for (std::uint64_t user : {1, 2, 3}) round.submitted.submit(apply_for(user, {}, {}).ticket);
  round.submitted.write();
  round.submitted.file_apart({round.group_of({1, 3})});
  auto written = round.written<tickets_submitted>().at(0);
  REQUIRE(written.tickets.size() == 1);
  CHECK(written.tickets[0].id == ticket_id{0, 2});
  REQUIRE(written.matched_at_once.size() == 2);
  CHECK(written.matched_at_once[1].id == ticket_id{0, 3});
}

}  // namespace
}  // namespace moim
