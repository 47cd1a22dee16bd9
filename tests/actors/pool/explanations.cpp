#include "tests/actors/support/pool_bench.hpp"

namespace moim::bench {
namespace {

request_number ask_why(pool_bench& pool, std::uint64_t person) {
  auto ticket = make::ticket_of(make::by(person, person, make::noon_ms), pool.rules);
  return pool.ask(ticket_query{explain_request{ticket}}, pool.by(person));
}

TEST_CASE("a pool explains in steps why a ticket waits, to its people only") {
  world in;
  pool_bench pool{in};
  for (std::uint64_t n = 1; n <= 6; ++n) {
    auto wanted = make::wish("p");
    auto rating = 1'500'000 + 300'000 * static_cast<std::int64_t>(n);
    wanted.criteria->all.push_back({"rating", {}, false, {}, spread_terms{{rating}, 100'000}, {}});
    pool.submit(pool.by(n), wanted);
  }
  pool.run();
  auto asked = ask_why(pool, 1);
  auto ticket = make::ticket_of(pool.by(1), pool.rules);
  auto by_other = pool.ask(ticket_query{explain_request{ticket}}, pool.by(9));
  pool.run();
  auto told = pool.out.as<explanation_view>(asked);
  CHECK(told.waiting == 5);
  CHECK(told.rules == std::vector<rule_view>{{"rating", 5, 5}});
  CHECK(told.nearest == std::vector<near_view>{{"rating", "up to 2000 too far apart"}});
  CHECK(pool.out.refusal(by_other).code == errc::ticket_not_found);
}

TEST_CASE("a person gets so many explanations a minute, from whatever sessions they ask") {
  world in;
  pool_bench pool{in};
  pool.limits.explanations_per_minute = 2;
  pool.restart();
  pool.submit(1, "p");
  pool.submit(2, "q");
  pool.run();
  auto ticket = make::ticket_of(pool.by(1), pool.rules);
  auto ask_from = [&](session_number session) {
    auto request = 100 + session;
    pool.entity().receive(call_pool{id_of(pool.rules),
                                    ticket_query{explain_request{ticket}},
                                    pool.by(1),
                                    pool.machine_now() + 10 * second_ms,
                                    {&pool.out, session, request}});
    pool.run();
    return request;
  };
  pool.out.as<explanation_view>(ask_from(1));
  pool.out.as<explanation_view>(ask_from(2));
  auto refused = pool.out.refusal(ask_from(3));
  CHECK(refused.code == errc::rate_limited);
  CHECK(refused.retry_after_ms > 50'000u);
  CHECK(refused.retry_after_ms <= 60'000u);
  CHECK(pool.metrics.entities.refusals(errc::rate_limited).value() == 1);
  auto by_another = ask_why(pool, 2);
  pool.run();
  pool.out.as<explanation_view>(by_another);
  pool.pass(minute_ms);
  pool.out.as<explanation_view>(ask_from(4));
}

TEST_CASE("asking for what is not one's own, or is over, costs no explanation") {
  world in;
  pool_bench pool{in};
  pool.limits.explanations_per_minute = 1;
  pool.restart();
  pool.submit(1, "p");
  pool.submit(2, "q");
  pool.submit(3, "q");
  pool.run();
  auto over = ask_why(pool, 2);
  auto again = ask_why(pool, 2);
  auto own = make::ticket_of(pool.by(1), pool.rules);
  auto by_other = pool.ask(ticket_query{explain_request{own}}, pool.by(4));
  auto own_asked = ask_why(pool, 1);
  pool.run();
  CHECK(pool.out.refusal(over).code == errc::ticket_over);
  CHECK(pool.out.refusal(again).code == errc::ticket_over);
  CHECK(pool.out.refusal(by_other).code == errc::ticket_not_found);
  pool.out.as<explanation_view>(own_asked);
}

}  // namespace
}  // namespace moim::bench
