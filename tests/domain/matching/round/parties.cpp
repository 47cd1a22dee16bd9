#include "tests/domain/matching/support/party_case.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

using namespace matching_test;

constexpr time_ms minute = 60'000;

TEST_CASE("a ticket that names others waits for nobody, and is found by nobody, before all have accepted") {
  pool_case pool{meal()};
  auto invited = pool.give(0, {invite(1, {1, 2, 3}), apply_for(9, {}, {})});
  CHECK(pool_case::all<party_invited>(invited).at(0).asked == std::vector<user_id>{{0, 2}, {0, 3}});
  CHECK(pool_case::all<party_invited>(invited).at(0).until == minute);
  CHECK(pool.state.table().size() == 1);
  CHECK(pool_case::all<tickets_submitted>(pool.give(1'000, {say_yes(2, 1)})).empty());
  CHECK(pool.state.parties().find({0, 1})->accepted == std::vector<user_id>{{0, 2}});
  auto formed = pool.give(2'000, {say_yes(3, 1)});
  REQUIRE(closed(formed));
  CHECK_FALSE(closed(formed)->why);
  CHECK(pool_case::all<tickets_submitted>(formed).at(0).tickets.at(0).users.size() == 3);
  CHECK(pool.state.parties().size() == 0);
  CHECK(pool.state.table().find_user({0, 3}));
}

TEST_CASE("a party is submitted by the very commit that completes it: as old as if it came then, and matched at once") {
  pool_case pool{meal()};
  auto wanted = invite(1, {1, 2});
  wanted.ticket.expires_at = 10'000;
  pool.give(0, {one_of_three(9), wanted});
  auto formed = pool.give(3'000, {say_yes(2, 1)});
  REQUIRE(pool_case::all<matched>(formed).size() == 1);
  auto came = pool_case::all<tickets_submitted>(formed).at(0).matched_at_once.at(0);
  CHECK(came.submitted_at == 3'000);
  CHECK(came.expires_at == 13'000);
  CHECK(pool.state.table().size() == 0);
}

TEST_CASE("an invitation keeps nobody from a ticket of their own; an accepted one is their ticket") {
  pool_case pool{meal()};
  pool.give(0, {invite(1, {1, 2, 3})});
  CHECK_FALSE(refusal(pool.give(0, {apply_for(2, {"x"}, {})})));
  // They learn of their own place only.
  CHECK(refusal(pool.give(0, {say_yes(2, 1)})) == errc::already_waiting);
  CHECK_FALSE(refusal(pool.give(0, {say_yes(3, 1)})));
  CHECK(refusal(pool.give(0, {apply_for(3, {}, {}, 33)})) == errc::already_waiting);
  CHECK(refusal(pool.give(0, {apply_for(1, {}, {}, 11)})) == errc::already_waiting);
  CHECK(refusal(pool.give(0, {invite(12, {1, 8})})) == errc::already_waiting);
  CHECK_FALSE(refusal(pool.give(0, {cancel_ticket{{0, 2}, user_id{0, 2}}})));
  CHECK_FALSE(refusal(pool.give(0, {say_yes(2, 1)})));
  CHECK(pool.state.parties().size() == 0);
  CHECK(pool.state.table().size() == 1);
}

TEST_CASE("nobody is in two parties, nor in one of another that they have begun themselves") {
  pool_case pool{meal()};
  pool.give(0, {invite(1, {1, 3, 4}), invite(2, {2, 3, 1})});
  CHECK(refusal(pool.give(0, {say_yes(1, 2)})) == errc::already_waiting);
  CHECK_FALSE(refusal(pool.give(0, {say_yes(3, 1)})));
  CHECK(refusal(pool.give(0, {say_yes(3, 2)})) == errc::already_waiting);
  pool.give(0, {say_no(3, 1)});
  CHECK_FALSE(refusal(pool.give(0, {say_yes(3, 2)})));
}

TEST_CASE("a party that somebody declines ends for all, also if they had accepted; its inviter alone is told why") {
  pool_case pool{meal()};
  pool.give(0, {invite(1, {1, 2, 3})});
  pool.give(0, {say_yes(2, 1)});
  auto accepted_before = GENERATE(true, false);
  auto over = closed(pool.give(1'000, {say_no(accepted_before ? 2 : 3, 1)}));
  REQUIRE(over);
  CHECK(over->why == ticket_end::party_declined);
  CHECK(over->users == std::vector<user_id>{{0, 1}, {0, 2}, {0, 3}});
  CHECK(over->since == 0);
  CHECK(refusal(pool.give(1'000, {say_yes(3, 1)})) == errc::not_invited);
  CHECK_FALSE(refusal(pool.give(1'000, {apply_for(1, {}, {}, 11)})));
}

TEST_CASE("whoever has submitted a ticket takes it back, whoever has accepted thinks better of it, and nobody else") {
  pool_case pool{meal()};
  pool.give(0, {invite(1, {1, 2, 3})});
  pool.give(0, {say_yes(2, 1)});
  CHECK(refusal(pool.give(0, {cancel_ticket{{0, 1}, user_id{0, 3}}})) == errc::ticket_not_found);
  CHECK(refusal(pool.give(0, {cancel_ticket{{0, 1}, user_id{0, 9}}})) == errc::ticket_not_found);
  auto [who, why] =
      GENERATE(table<std::uint64_t, ticket_end>({{1, ticket_end::cancelled}, {2, ticket_end::party_declined}}));
  auto over = closed(pool.give(0, {cancel_ticket{{0, 1}, user_id{0, who}}}));
  REQUIRE(over);
  CHECK(over->why == why);
}

TEST_CASE("a party that is not complete in the kind's time is over, once, and wakes the pool for it") {
  auto kind = meal();
  kind.invite_s = 20;
  pool_case pool{kind};
  CHECK(pool.give(500, {invite(1, {1, 2, 3})}).wake_by == 20'500);
  CHECK(next_wake(pool.state) == 20'500);
  CHECK(pool.give(1'000, {say_yes(2, 1)}).wake_by == 20'500);
  CHECK_FALSE(closed(pool.give(20'499, {})));
  auto over = pool.give(20'500, {say_yes(3, 1)});
  REQUIRE(closed(over));
  CHECK(closed(over)->why == ticket_end::party_silent);
  CHECK(refusal(over) == errc::not_invited);
  CHECK_FALSE(pool.give(20'501, {}).wake_by);
  CHECK_FALSE(next_wake(pool.state));
}

TEST_CASE(
    "parties that are over are decided in the order of their time, with tickets, and no more than one decision takes") {
  auto kind = meal();
  kind.invite_s = 10;
  pool_case pool{kind};
  for (std::uint64_t n = 1; n <= 3; ++n) pool.give(static_cast<time_ms>(n) * 1'000, {invite(n, {n, 50 + n})});
  auto between = apply_for(9, {"x"}, {});
  between.ticket.expires_at = 11'500;
  pool.give(3'000, {between});
  search_budget two;
  two.due_tickets = 2;
  auto first = decide(pool.state, {say_yes(53, 3)}, 60'000, two, pool.workspace);
  CHECK(first.leaves_due);
  CHECK(first.refusals.empty());
  CHECK(first.wake_by == 60'000);
  CHECK(pool_case::all<party_closed>(first).size() == 1);
  CHECK(pool_case::ended(first, 9) == ticket_end::expired);
  for (const auto& event : first.events) apply(pool.state, event, {++pool.version, 60'000});
  CHECK(pool_case::all<party_closed>(pool.give(60'000, {})).size() == 2);
}

TEST_CASE("an inviter is answered alike whether a person waits, is asked by eight, avoids them, or is nobody") {
  pool_case pool{meal()};
  for (std::uint64_t n = 1; n <= max_invitations; ++n) pool.give(0, {invite(100 + n, {100 + n, 2})});
  auto avoiding = apply_for(3, {"x"}, {});
  avoiding.ticket.not_with = {{{0, 1}, hour_ms}};
  auto inviting = invite(4, {4, 77});
  inviting.ticket.not_with = {{{0, 1}, hour_ms}};
  pool.give(0, {avoiding, inviting, apply_for(5, {"y"}, {})});
  auto invited = pool.give(0, {invite(1, {1, 2, 3, 4, 5, 6})});
  CHECK_FALSE(refusal(invited));
  // Whoever waits is asked: they may give their ticket up for it.
  CHECK(pool_case::all<party_invited>(invited).at(0).asked == std::vector<user_id>{{0, 5}, {0, 6}});
  for (std::uint64_t user : {2, 3, 4}) {
    CHECK(refusal(pool.give(0, {say_yes(user, 1)})) == errc::not_invited);
    CHECK(refusal(pool.give(0, {say_no(user, 1)})) == errc::not_invited);
  }
  CHECK(pool.state.parties().asking({0, 2}).size() == max_invitations);
  // It runs to its time, as if they had said nothing.
  CHECK_FALSE(refusal(pool.give(1'000, {say_yes(6, 1)})));
  CHECK(pool.state.parties().find({0, 1}));
  CHECK(pool.give(minute, {}).events.size() == 2 + max_invitations);
}

TEST_CASE(
    "a block that is over, and one against somebody else, hides nothing; nor does that of a party's other people") {
  pool_case pool{meal()};
  auto waiting = apply_for(3, {"x"}, {});
  waiting.ticket.not_with = {{{0, 1}, 5'000}, {{0, 8}, hour_ms}};
  auto inviting = invite(4, {4, 5, 77});
  inviting.ticket.not_with = {{{0, 1}, hour_ms}};
  pool.give(0, {waiting, inviting});
  pool.give(0, {say_yes(5, 4)});
  auto invited = pool.give(5'000, {invite(1, {1, 3, 5})});
  CHECK(pool_case::all<party_invited>(invited).at(0).asked == std::vector<user_id>{{0, 3}, {0, 5}});
}

TEST_CASE("blocks and invitations of the same batch count") {
  pool_case pool{meal()};
  auto avoiding = apply_for(3, {"x"}, {});
  avoiding.ticket.not_with = {{{0, 1}, hour_ms}};
  std::vector<pool_command> batch{avoiding};
  for (std::uint64_t n = 1; n <= max_invitations; ++n) batch.push_back(invite(100 + n, {100 + n, 2}));
  batch.push_back(invite(1, {1, 2, 3, 4}));
  batch.push_back(say_yes(4, 1));
  batch.push_back(apply_for(4, {}, {}));
  auto decided = pool.give(0, batch);
  CHECK(pool_case::all<party_invited>(decided).back().asked == std::vector<user_id>{{0, 4}});
  CHECK_FALSE(decided.refusals[batch.size() - 2]);
  CHECK(decided.refusals.back()->code == errc::already_waiting);
}

TEST_CASE("a ticket invites eight at the most") {
  pool_case pool{meal()};
  std::vector<std::uint64_t> users{1};
  while (users.size() <= max_invitations) users.push_back(users.back() + 1);
  CHECK_FALSE(refusal(pool.give(0, {invite(1, users)})));
  pool.give(0, {cancel_ticket{{0, 1}, user_id{0, 1}}});
  users.push_back(99);
  CHECK(refusal(pool.give(0, {invite(1, users)})) == errc::too_many_invitations);
}

TEST_CASE("a ticket that could not wait is refused before anybody is asked") {
  auto kind = meal();
  kind.criteria = {{"when", criterion_type::window, false}};
  pool_case pool{kind};
  auto wanted = invite(1, {1, 2});
  wanted.ticket.wishes = {};
  SECTION("its window has passed") {
    wanted.ticket.wishes.windows = {{0, {{0, 6'000, 2'000}}}};
    CHECK(refusal(pool.give(5'000, {wanted})) == errc::criterion_invalid);
  }
  SECTION("its party fills every group") {
    wanted.ticket.sizes = size_of(2);
    CHECK(refusal(pool.give(5'000, {wanted})) == errc::party_fills_group);
  }
  SECTION("its time is over") {
    wanted.ticket.expires_at = 5'000;
    CHECK(refusal(pool.give(5'000, {wanted})) == errc::ticket_over);
  }
  CHECK(pool.state.parties().size() == 0);
}

TEST_CASE(
    "a ticket whose window passes while its people are asked ends, and whoever completes it is told nothing else") {
  auto kind = meal();
  kind.criteria = {{"when", criterion_type::window, false}};
  pool_case pool{kind};
  auto wanted = invite(1, {1, 2});
  wanted.ticket.wishes = {};
  wanted.ticket.wishes.windows = {{0, {{0, 6'000, 2'000}}}};
  pool.give(1'000, {wanted});
  auto late = pool.give(5'000, {say_yes(2, 1)});
  CHECK_FALSE(refusal(late));
  REQUIRE(closed(late));
  CHECK(closed(late)->why == ticket_end::window_passed);
  CHECK(pool.state.table().size() == 0);
}

TEST_CASE("a penalty keeps from inviting and from accepting, each only whoever has it") {
  auto kind = meal();
  kind.penalty_s = 30;
  pool_case pool{kind};
  apply(pool.state, penalised{{{0, 7}}, 30'000}, {++pool.version, 0});
  CHECK(refusal(pool.give(0, {invite(7, {7, 2})})) == errc::penalised);
  CHECK_FALSE(refusal(pool.give(0, {invite(1, {1, 7})})));
  CHECK(refusal(pool.give(0, {say_yes(7, 1)})) == errc::penalised);
  CHECK_FALSE(refusal(pool.give(30'000, {say_yes(7, 1)})));
}

TEST_CASE("to accept twice is to accept, and only those who are asked may answer") {
  pool_case pool{meal()};
  pool.give(0, {invite(1, {1, 2, 3})});
  pool.give(0, {say_yes(2, 1)});
  CHECK(pool.give(0, {say_yes(2, 1)}).events.empty());
  for (std::uint64_t user : {1, 9}) CHECK(refusal(pool.give(0, {say_yes(user, 1)})) == errc::not_invited);
  CHECK(refusal(pool.give(0, {say_yes(2, 5)})) == errc::not_invited);
}

TEST_CASE("a ticket whose people are still asked is in no proposal") {
  pool_case pool{meal()};
  pool.give(0, {invite(1, {1, 2})});
  CHECK(refusal(pool.give(0, {answer_proposal{{0, 1}, {0, 1}, true}})) == errc::not_proposed);
}

TEST_CASE("whom a trusted server vouches for is not asked, and may not have a place elsewhere") {
  pool_case pool{meal()};
  pool.give(0, {invite(1, {1, 2, 3})});
  pool.give(0, {say_yes(2, 1)});
  auto vouched = submit_ticket{invite(8, {8, 2}).ticket};
  CHECK(refusal(pool.give(0, {vouched})) == errc::already_waiting);
  vouched.ticket.users = {{0, 8}, {0, 3}};
  CHECK_FALSE(refusal(pool.give(0, {vouched})));
  CHECK(pool.state.table().find_user({0, 3}));
  CHECK(refusal(pool.give(0, {say_yes(3, 1)})) == errc::already_waiting);
}

}  // namespace
}  // namespace moim
