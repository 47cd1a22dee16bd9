#include "domain/matching/matcher/matcher.hpp"
#include "tests/support/make_tickets.hpp"

#include <catch2/catch.hpp>

/// Invitations, as the people and servers that ask about them see them.
using namespace moim;
using make::noon_ms;

namespace {

/// At noon person 1 has submitted `ticket`, which names persons 2 and 3.
struct invited_case {
  invited_case() { first = give(noon_ms, by(1), make::submit(wanted(), rules, by(1))); }

  submit_request wanted() const { return make::wish("p", 4, {make::user(1), make::user(2), make::user(3)}); }
  static caller by(std::uint64_t n, std::uint64_t key = 1) { return make::by(n, key, noon_ms); }

  matcher_decision give(time_ms at, const caller& who, matcher_command command) {
    auto decided = decide(state, {{std::move(command), who}}, at, {}, workspace);
    ++last;
    for (const auto& event : decided.events) apply(state, event, {last, at});
    return decided;
  }
  errc refusal(time_ms at, const caller& who, matcher_command command) {
    auto decided = give(at, who, std::move(command));
    return decided.outcomes[0] ? errc::internal : decided.outcomes[0].error().code;
  }
  /// The notes that a decision makes the pool owe, by whom they are for.
  static std::vector<std::pair<user_id, note>> notes(const matcher_decision& decided) {
    std::vector<std::pair<user_id, note>> found;
    for (const auto& event : decided.events)
      if (auto* owed = std::get_if<deliveries_owed<pool_payload>>(&event))
        for (const auto& each : owed->items)
          if (auto* told = std::get_if<note>(&each.what)) found.push_back({{each.target.high, each.target.low}, *told});
    return found;
  }

  pool_rules rules = make::rules();
  matcher state;
  matcher_workspace workspace{rules.matching};
  version last = 0;
  ticket_id ticket = make::ticket_of(by(1), rules);
  matcher_decision first;
};

}  // namespace

TEST_CASE("a submit that names others is answered with an inviting ticket, the same when it comes again") {
  invited_case pool;
  ticket_opened inviting{pool.ticket, noon_ms + minute_ms, true};
  REQUIRE(pool.first.outcomes[0]);
  CHECK(*pool.first.outcomes[0] == ticket_outcome{inviting});
  CHECK(invited_case::notes(pool.first).empty());
  for (std::uint64_t n : {2, 3}) REQUIRE(pool.give(noon_ms, pool.by(n), accept_party{pool.ticket}).outcomes[0]);
  CHECK(pool.state.tickets.table().size() == 1);
  auto again = pool.give(noon_ms + hour_ms, pool.by(1), make::submit(pool.wanted(), pool.rules, pool.by(1)));
  CHECK(*again.outcomes[0] == ticket_outcome{inviting});
}

TEST_CASE("a ticket for oneself, and one that a trusted server vouches for, waits at once") {
  invited_case pool;
  auto alone = pool.give(noon_ms, pool.by(7), make::submit(make::wish("q"), pool.rules, pool.by(7)));
  CHECK_FALSE(std::get<ticket_opened>(*alone.outcomes[0]).inviting);
  auto server = pool.by(8);
  server.vouches = true;
  auto party = make::wish("r", 3, {make::user(8), make::user(9)});
  auto vouched = pool.give(noon_ms, server, make::submit(party, pool.rules, server));
  CHECK_FALSE(std::get<ticket_opened>(*vouched.outcomes[0]).inviting);
  CHECK(pool.state.tickets.table().find_user(make::user(9)));
}

TEST_CASE("an inviting ticket is shown to its inviter and to those who are asked, and to nobody else") {
  invited_case pool;
  pool.give(noon_ms, pool.by(2), accept_party{pool.ticket});
  for (std::uint64_t n : {1, 2, 3}) {
    auto seen = view_of(pool.state, pool.ticket, make::user(n));
    REQUIRE(seen);
    CHECK(seen->state == ticket_state::inviting);
    CHECK(seen->users == std::vector{make::user(1), make::user(2), make::user(3)});
    CHECK(seen->until_ms == noon_ms + minute_ms);
    CHECK(seen->people == 2);
    CHECK(seen->accepted == 1);
    CHECK(seen->criteria);
  }
  CHECK(view_of(pool.state, pool.ticket, make::user(4)).error().code == errc::ticket_not_found);
  auto has = [&](const ticket_list& list) { return list.tickets.size() == 1 && list.tickets[0].ticket == pool.ticket; };
  CHECK(has(tickets_of(pool.state, make::user(1))));
  CHECK(has(tickets_of(pool.state, make::user(2))));
  CHECK(tickets_of(pool.state, make::user(3)).tickets.empty());
  CHECK(has(invitations_of(pool.state, make::user(3))));
  CHECK(invitations_of(pool.state, make::user(2)).tickets.empty());
  CHECK(invitations_of(pool.state, make::user(1)).tickets.empty());
}

TEST_CASE("the tickets that invite a person are listed by their age") {
  invited_case pool;
  auto later = make::wish("p", 3, {make::user(5), make::user(3)});
  pool.give(noon_ms + 1, pool.by(5), make::submit(later, pool.rules, pool.by(5)));
  auto listed = invitations_of(pool.state, make::user(3)).tickets;
  REQUIRE(listed.size() == 2);
  CHECK(listed[0].ticket == pool.ticket);
}

TEST_CASE("of a party that came to nothing its inviter alone has a note, and none if they took it back") {
  invited_case pool;
  pool.give(noon_ms, pool.by(2), accept_party{pool.ticket});
  std::optional<ticket_end> why;
  auto over = [&]() -> matcher_decision {
    switch (GENERATE(0, 1, 2)) {
      case 0:
        why = ticket_end::party_declined;
        return pool.give(noon_ms, pool.by(3), decline_party{pool.ticket});
      case 1:
        why = ticket_end::party_silent;
        return pool.give(noon_ms + minute_ms, pool.by(9), cancel_request{{1, 2}});
      default:
        return pool.give(noon_ms, pool.by(1, 2), cancel_request{pool.ticket});
    }
  }();
  auto told = invited_case::notes(over);
  REQUIRE(told.size() == (why ? 1 : 0));
  if (why) {
    CHECK(told[0].first == make::user(1));
    CHECK(told[0].second.what == note_kind::ticket_ended);
    CHECK(told[0].second.why == why);
  }
  auto seen = view_of(pool.state, pool.ticket, make::user(1));
  REQUIRE(seen);
  CHECK(seen->state == ticket_state::ended);
  CHECK(seen->why == why.value_or(ticket_end::cancelled));
  CHECK(view_of(pool.state, pool.ticket, make::user(2)).error().code == errc::ticket_not_found);
  CHECK(pool.refusal(noon_ms + minute_ms, pool.by(1, 3), cancel_request{pool.ticket}) == errc::ticket_over);
  CHECK(pool.refusal(noon_ms + minute_ms, pool.by(2, 3), accept_party{pool.ticket}) == errc::not_invited);
}

TEST_CASE("whoever takes an inviting ticket back in the very commit in which its time is over is told that it ended") {
  invited_case pool;
  CHECK(pool.refusal(noon_ms + minute_ms, pool.by(1, 2), cancel_request{pool.ticket}) == errc::ticket_over);
}

TEST_CASE("more than eight people are invited by nobody, and vouched for by a trusted server") {
  invited_case pool;
  std::vector<user_id> many;
  for (std::uint64_t n = 20; n < 30; ++n) many.push_back(make::user(n));
  auto wanted = make::wish("p", 12, many);
  auto who = pool.by(20);
  CHECK(pool.refusal(noon_ms, who, make::submit(wanted, pool.rules, who)) == errc::too_many_invitations);
  who.vouches = true;
  CHECK(pool.give(noon_ms, who, make::submit(wanted, pool.rules, who)).outcomes[0]);
}
