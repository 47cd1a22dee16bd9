#include "tests/actors/support/pool_bench.hpp"

namespace moim::bench {
namespace {

/// Person 1 invites persons 2 and 3 to a group of four.
struct party_bench : pool_bench {
  explicit party_bench(world& in) : pool_bench{in} {
    wanted = make::wish("p", 4, {make::user(1), make::user(2), make::user(3)});
    auto submitted = submit(by(1), wanted);
    run();
    ticket = out.as<ticket_opened>(submitted).ticket;
  }
  request_number answer(std::uint64_t n, std::uint64_t key, bool accept) {
    auto who = make::by(n, key, now());
    auto asked =
        accept ? ask(matcher_command{accept_party{ticket}}, who) : ask(matcher_command{decline_party{ticket}}, who);
    run();
    return asked;
  }
  ticket_list listed(std::uint64_t n) {
    auto asked = ask(ticket_query{list_parties{"meal", {}}}, by(n));
    run();
    return out.as<ticket_list>(asked);
  }
  template <class Push>
  std::vector<user_id> pushed() const {
    std::vector<user_id> to;
    for (const auto& each : pushes)
      if (std::holds_alternative<Push>(each.what)) to.push_back(each.user);
    return to;
  }

  submit_request wanted;
  ticket_id ticket;
};

TEST_CASE("those whom a ticket names are pushed an invitation and find it in the pool, and have no note of it") {
  world in;
  party_bench pool{in};
  CHECK(pool.pushed<invited_to_party>() == std::vector{make::user(2), make::user(3)});
  const auto& told = std::get<invited_to_party>(pool.pushes[0].what);
  CHECK(told.ticket == pool.ticket);
  CHECK(told.kind == "meal");
  CHECK_FALSE(told.region);
  CHECK(told.users == pool.wanted.users);
  CHECK(told.until_ms == make::noon_ms + minute_ms);
  REQUIRE(pool.listed(3).tickets.size() == 1);
  CHECK(pool.listed(3).tickets[0].ticket == pool.ticket);
  CHECK(pool.listed(4).tickets.empty());
  CHECK(pool.notes.empty());
  auto explained = pool.ask(ticket_query{explain_request{pool.ticket}}, pool.by(1));
  pool.run();
  CHECK(pool.out.refusal(explained).code == errc::still_inviting);
  CHECK(pool.waiting() == 0);
}

TEST_CASE("whoever invites and cancels again and again is told to wait, and nobody is pushed more; vouching is free") {
  world in;
  pool_bench pool{in};
  pool.limits.invitations_per_minute = 2;
  pool.restart();
  std::uint64_t key = 10;
  auto invite = [&](bool vouches) {
    auto who = make::by(1, ++key, pool.now());
    who.vouches = vouches;
    auto submitted = pool.submit(who, make::wish("p", 4, {make::user(1), make::user(2)}));
    pool.run();
    return submitted;
  };
  for (int i = 0; i < 2; ++i) {
    auto opened = pool.out.as<ticket_opened>(invite(false));
    pool.ask(matcher_command{cancel_request{opened.ticket}}, make::by(1, ++key, pool.now()));
    pool.run();
  }
  auto pushed = pool.pushes.size();
  auto why = pool.out.refusal(invite(false));
  CHECK(why.code == errc::rate_limited);
  CHECK(why.retry_after_ms > 50'000u);
  CHECK(pool.pushes.size() == pushed);
  CHECK(pool.out.as<ticket_opened>(invite(true)).ticket.low != 0);
}

TEST_CASE("once all have said yes the ticket waits, and everybody in it is pushed that") {
  world in;
  party_bench pool{in};
  pool.answer(2, 60, true);
  CHECK(pool.pushed<party_over>().empty());
  pool.answer(3, 61, true);
  CHECK(pool.pushed<party_over>() == std::vector{make::user(1), make::user(2), make::user(3)});
  CHECK(std::get<party_over>(pool.pushes.back().what).formed);
  CHECK(pool.view(pool.ticket, pool.by(3)).state == ticket_state::waiting);
  CHECK(pool.waiting() == 1);
  auto late = pool.answer(2, 62, true);
  CHECK(pool.out.refusal(late).code == errc::not_invited);
}

TEST_CASE("a party that somebody declines is over for all who were asked, and its inviter has the only note") {
  world in;
  party_bench pool{in};
  pool.answer(2, 60, true);
  pool.answer(3, 61, false);
  CHECK_FALSE(std::get<party_over>(pool.pushes.back().what).formed);
  CHECK(pool.pushed<party_over>().size() == 3);
  pool.acknowledge_all();
  REQUIRE(pool.told.size() == 1);
  CHECK(pool.told[0].user == make::user(1));
  CHECK(pool.told[0].told.why == ticket_end::party_declined);
  CHECK(pool.metrics.pools.waits(wait_end::party_declined).count() == 1);
}

TEST_CASE("a party survives its process, and is over in its time") {
  world in;
  party_bench pool{in};
  pool.answer(2, 60, true);
  pool.restart();
  CHECK(pool.view(pool.ticket, pool.by(1)).accepted == 1u);
  pool.pass(minute_ms);
  pool.entity().on_wake();
  pool.run();
  CHECK(pool.view(pool.ticket, pool.by(1)).why == ticket_end::party_silent);
}

TEST_CASE("an invitation to somebody who avoids the inviter is pushed to nobody, and listed to nobody") {
  world in;
  party_bench pool{in};
  auto avoiding = make::wish("elsewhere");
  avoiding.not_with = std::vector{unwanted{make::user(5), std::nullopt}};
  pool.submit(pool.by(4), avoiding);
  pool.run();
  auto before = pool.pushes.size();
  auto invited = pool.submit(pool.by(5), make::wish("p", 3, {make::user(5), make::user(4)}));
  pool.run();
  CHECK(pool.out.as<ticket_opened>(invited).inviting == true);
  CHECK(pool.pushes.size() == before);
  CHECK(pool.listed(4).tickets.empty());
}

}  // namespace
}  // namespace moim::bench
