#include "tests/domain/matching/support/round_case.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

using matching_test::apply_for;
using matching_test::meal;
using matching_test::pool_case;
using matching_test::round_case;

constexpr std::uint32_t max_due = search_budget{}.due_tickets;

/// Asks for a place of its own, and for any from so many seconds on.
submit_ticket relaxing(std::uint64_t user, std::uint32_t after_s) {
  auto made = apply_for(user, {"own " + std::to_string(user)}, {});
  relax_step step;
  step.after_s = after_s;
  step.wishes.sets = {{0, {}}};
  made.ticket.relax = {step};
  return made;
}

/// So many that suit nobody and are over at a time.
std::vector<pool_command> lonely(std::uint64_t first, std::size_t count, time_ms expires_at) {
  std::vector<pool_command> made;
  for (auto user = first; user < first + count; ++user) {
    auto each = apply_for(user, {"lonely " + std::to_string(user)}, {});
    each.ticket.expires_at = expires_at;
    made.push_back(each);
  }
  return made;
}

std::size_t ended_in(const pool_decision& decision) {
  std::size_t count = 0;
  for (const auto& event : pool_case::all<tickets_ended>(decision)) count += event.tickets.size();
  return count;
}

TEST_CASE("a ticket that relaxes is searched for as it is from then on, as old as it was") {
  pool_case pool{meal()};
  auto patient = apply_for(1, {"GAEPO"}, {});
  relax_step step;
  step.after_s = 60;
  step.wishes.sets = {{0, {}}};
  patient.ticket.relax = {step};
  pool.give(0, {patient});
  round_case early{pool.state, 59'999};
  early.due.run(1'000);
  CHECK_FALSE(early.due.was_any());
  round_case round{pool.state, 60'000};
  round.due.run(1'000);
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
  round.due.run(1'000);
  CHECK(round.open.release_closing() == std::vector<std::uint64_t>{1});
  CHECK(round.written<tickets_ended>().at(0).tickets.size() == 2);
}

TEST_CASE("what is due comes in the order of its time, and of one time the oldest ticket's first") {
  pool_case pool{meal()};
  for (auto [user, expires_at] : {std::pair{1, 30'000}, {2, 10'000}, {3, 20'000}, {4, 10'000}, {5, 20'000}})
    pool.give(0, lonely(static_cast<std::uint64_t>(user), 1, expires_at));
  std::vector<ticket_id> order;
  auto ended = pool_case::all<tickets_ended>(pool.give(40'000, {}));
  REQUIRE(ended.size() == 1);
  for (const auto& each : ended[0].tickets) order.push_back(each.ticket);
  CHECK(order == std::vector<ticket_id>{{0, 2}, {0, 4}, {0, 3}, {0, 5}, {0, 1}});
}

TEST_CASE("a young ticket that relaxes before a thousand older ones end is matched first, in time for its partner") {
  pool_case pool{meal()};
  pool.give(0, lonely(10'000, max_due + 500, 20'000));
  auto partner = apply_for(1, {"GAEPO"}, {});
  partner.ticket.expires_at = 20'002;
  pool.give(1, {partner, relaxing(2, 10)});
  auto first = pool.give(20'001, {});
  CHECK(first.leaves_due);
  CHECK(pool_case::all<matched>(first).size() == 1);
  CHECK(ended_in(first) == max_due - 1);
  auto rest = pool.give(20'002, {});
  CHECK_FALSE(rest.leaves_due);
  CHECK(ended_in(rest) == 501);
  CHECK(pool.state.table().size() == 0);
}

TEST_CASE("what is due at once for many is decided a thousand a commit, and before what is asked for") {
  pool_case pool{meal()};
  auto many = lonely(10'000, 2'500, 20'000);
  pool.give(0, many);
  std::vector<std::size_t> ended;
  std::vector<pool_command> batch{apply_for(1, {}, {}), cancel_ticket{{0, 12'499}}};
  for (bool more = true; more;) {
    auto decision = pool.give(20'000, batch);
    more = decision.leaves_due;
    ended.push_back(ended_in(decision));
    CHECK(decision.refusals.size() == (more ? 0 : 2));
    CHECK(pool_case::all<tickets_submitted>(decision).size() == (more ? 0 : 1));
    CHECK(pool_case::all<matched>(decision).empty());
    CHECK((decision.wake_by == 20'000) == more);
    if (!more) CHECK(decision.refusals[1]->code == errc::ticket_not_found);
  }
  CHECK(ended == std::vector<std::size_t>{max_due, max_due, 500});
  CHECK(pool.state.table().size() == 1);
}

TEST_CASE("a ticket with something due that a decision does not come to is put into no group before that") {
  pool_case pool{meal()};
  auto over = apply_for(1, {"GAEPO"}, {});
  over.ticket.expires_at = 20'000;
  pool.give(0, {over});
  auto older = lonely(10'000, max_due - 1, 19'999);
  older.push_back(relaxing(2, 15));
  pool.give(1, older);
  auto first = pool.give(20'000, {});
  CHECK(first.leaves_due);
  CHECK(pool_case::all<tickets_relaxed>(first).size() == 1);
  CHECK(pool_case::all<matched>(first).empty());
  auto second = pool.give(20'000, {});
  CHECK(pool_case::ended(second, 1) == ticket_end::expired);
  CHECK(pool.state.table().find({0, 2}));
}

TEST_CASE("a group of tickets that relax in different decisions is found in the later one") {
  pool_case pool{meal()};
  auto batch = lonely(10'000, max_due - 1, 15'000);
  batch.push_back(relaxing(1, 15));
  batch.push_back(relaxing(2, 16));
  pool.give(0, batch);
  auto first = pool.give(20'000, {});
  CHECK(first.leaves_due);
  CHECK(pool_case::all<matched>(first).empty());
  auto second = pool.give(20'000, {});
  CHECK_FALSE(second.leaves_due);
  CHECK(pool_case::all<matched>(second).size() == 1);
}

TEST_CASE("a proposal ends for all its tickets in one decision, and counts as so many") {
  auto kind = meal();
  kind.accept_within_s = 10;
  pool_case pool{kind};
  pool.give(0, {apply_for(1, {"GAEPO"}, {}), apply_for(2, {"GAEPO"}, {}), apply_for(3, {"SEOCHO"}, {}),
                apply_for(4, {"SEOCHO"}, {})});
  REQUIRE(pool.state.proposals().size() == 2);
  for (std::size_t bound : {1, 2, 3}) {
    round_case round{pool.state, 10'000};
    round.due.run(bound);
    CHECK(round.due.leaves_any());
    CHECK(round.open.release_closing() == std::vector<std::uint64_t>{1});
    CHECK(round.written<tickets_ended>().at(0).tickets.size() == 2);
  }
  round_case round{pool.state, 10'000};
  round.due.run(4);
  CHECK_FALSE(round.due.leaves_any());
}

TEST_CASE("a wave waits until all that is due has happened, and takes in what came of it") {
  auto kind = meal();
  kind.wave_ms = 3'000;
  pool_case pool{kind};
  auto batch = lonely(10'000, max_due + 1, 18'000);
  batch.push_back(relaxing(1, 19));
  pool.give(0, batch);
  pool.give(3'000, {});
  pool.give(16'000, {apply_for(2, {"GAEPO"}, {})});
  auto first = pool.give(19'000, {});
  CHECK(first.leaves_due);
  CHECK(first.wake_by == 19'000);
  CHECK(pool_case::all<wave_matched>(first).empty());
  auto second = pool.give(19'000, {});
  CHECK(pool_case::all<wave_matched>(second).size() == 1);
  CHECK(pool_case::all<matched>(second).size() == 1);
}

TEST_CASE("nobody is given up for a time when no server was there, also if there are more than one decision takes") {
  auto kind = meal();
  kind.absent_after_s = 20;
  kind.presence_every_s = 10;
  pool_case pool{kind};
  auto batch = lonely(10'000, max_due + 10, 1'000'000);
  pool.give(1, batch);
  std::vector<pool_command> gone;
  for (const auto& each : batch) gone.push_back(set_presence{std::get<submit_ticket>(each).ticket.id, false});
  pool.give(1'000, gone);
  pool.give(2'000, {});
  CHECK(pool.give(60'000, {}).leaves_due);
  auto second = pool.give(60'001, {});
  CHECK(ended_in(second) == 0);
  CHECK(pool_case::all<presence_changed>(second).size() == 1);
  CHECK(pool.state.table().size() == max_due + 10);
  // Whoever is not seen from then on is: the servers are there again.
  pool.give(75'000, lonely(1, 1, 1'000'000));
  CHECK(pool.give(90'001, {}).leaves_due);
  CHECK(ended_in(pool.give(90'001, {})) == 10);
}

}  // namespace
}  // namespace moim
