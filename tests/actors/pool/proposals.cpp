#include "tests/actors/support/pool_bench.hpp"

namespace moim::bench {
namespace {

TEST_CASE("a proposal is put to all; who declines is out, and the others wait on as old as they were") {
  world in;
  pool_kind kind;
  kind.accept_within_s = 30;
  pool_bench pool{in, store_kind::own, make::rules(kind)};
  pool.submit(1);
  pool.run();
  pool.pass(second_ms);
  pool.submit(2);
  pool.run();
  pool.acknowledge_all();
  REQUIRE(pool.told.size() == 2);
  CHECK(pool.told[0].told.what == note_kind::proposed);
  auto first = pool.told[0].told.ticket;
  auto second = pool.told[1].told.ticket;
  auto proposal = pool.told[0].told.proposal.value();
  CHECK(pool.view(first, pool.by(1)).state == ticket_state::proposed);
  auto wrong = pool.ask(matcher_command{accept_request{first, 9}}, make::by(1, 60, pool.now()));
  pool.ask(matcher_command{accept_request{first, proposal}}, make::by(1, 61, pool.now()));
  pool.run();
  CHECK(pool.out.refusal(wrong).code == errc::not_proposed);
  CHECK(pool.view(first, pool.by(1)).accepted == 1u);
  SECTION("all accept") {
    pool.ask(matcher_command{accept_request{second, proposal}}, make::by(2, 62, pool.now()));
    pool.run();
    pool.acknowledge_all();
    CHECK(pool.born.size() == 1);
    CHECK(pool.view(second, pool.by(2)).state == ticket_state::matched);
  }
  SECTION("one declines") {
    pool.ask(matcher_command{decline_request{second, proposal}}, make::by(2, 63, pool.now()));
    pool.run();
    pool.acknowledge_all();
    CHECK(pool.view(second, pool.by(2)).why == ticket_end::declined);
    auto back = pool.view(first, pool.by(1));
    CHECK(back.state == ticket_state::waiting);
    CHECK(back.submitted_at_ms == make::noon_ms);
    CHECK(pool.told.back().told.what == note_kind::proposal_closed);
    CHECK(pool.told.size() == 3);
  }
  SECTION("one is silent") {
    pool.pass(30 * second_ms);
    pool.entity().on_wake();
    pool.run();
    CHECK(pool.view(second, pool.by(2)).why == ticket_end::silent);
    CHECK(pool.view(first, pool.by(1)).state == ticket_state::waiting);
  }
}

}  // namespace
}  // namespace moim::bench
