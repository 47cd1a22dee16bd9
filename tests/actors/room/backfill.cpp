#include "tests/actors/support/room_bench.hpp"

/// A room that was born of a match and loses somebody looks for others, and takes whom it is offered.
namespace moim::bench {
namespace {

const pool_id the_pool{3, 4};

ticket ticket_by(std::uint64_t n) {
  ticket made;
  made.id = {1, n};
  made.users = {make::user(n)};
  made.sizes = sizes_between(2, 3);
  return made;
}

struct backfill_bench : room_bench {
  explicit backfill_bench(world& in, store_kind stored = store_kind::own) : room_bench(in, stored) {
    auto kind = make::meal();
    kind.open_for_s = 3'600;
    birth born{{7, 8}, kind, {make::user(1), make::user(2), make::user(3)}, {}, {}};
    born.backfill = backfill_terms{the_pool, {ticket_by(1), ticket_by(2), ticket_by(3)}, {}};
    entity().receive(delivered<birth>{the_pool.entity(), 1, born});
    run();
    acknowledge_all();
  }
  void propose(std::uint64_t proposal, std::vector<std::uint64_t> people, time_ms open_for = minute_ms) {
    auto ticket = searches.empty() ? backfill_ticket_id(the_room, 1, the_pool) : searches.back().wanted.ticket.id;
    backfill_proposal asked{the_room, proposal, ticket, now() + open_for, {}, {}};
    for (auto n : people) {
      asked.members.push_back(make::user(n));
      asked.tickets.push_back(ticket_by(n));
    }
    entity().receive(delivered<backfill_proposal>{the_pool.entity(), 100 + proposal, asked});
    run();
  }
  /// Somebody leaves, and the pool takes what it is told.
  void let_leave(std::uint64_t n) {
    leave(n);
    run();
    for (const auto& each : searches) acknowledge(each.number);
    run();
  }
  bool taken() const { return answers.back().end == delivery_end::done; }
};

TEST_CASE("a room that loses somebody tells its pool at once, again until that is known, and then no more") {
  world in;
  backfill_bench node{in};
  CHECK(node.searches.empty());
  node.leave(3);
  node.run();
  REQUIRE(node.searches.size() == 1);
  CHECK(node.searches[0].target == the_pool.entity());
  CHECK(node.searches[0].wanted.ticket.users == std::vector{make::user(1), make::user(2)});
  CHECK(node.searches[0].wanted.ticket.expires_at == make::noon_ms + 3'600 * second_ms);
  node.restart();
  node.pass(delivery_wake_ms);
  node.entity().on_wake();
  node.run();
  REQUIRE(node.searches.size() == 2);
  CHECK(node.searches[1].wanted.ticket.id == node.searches[0].wanted.ticket.id);
  node.acknowledge(node.searches[1].number);
  node.pass(4 * second_ms);
  CHECK(node.count<deliveries_done>() == 2);
  node.restart();
  node.pass(delivery_wake_ms);
  node.entity().on_wake();
  node.run();
  CHECK(node.searches.size() == 2);
}

TEST_CASE("who is offered takes the free seat, once, however often that is told") {
  world in;
  backfill_bench node{in};
  node.let_leave(2);
  node.propose(5, {4});
  CHECK(node.taken());
  CHECK(node.seen().members->at(1).user == make::user(4));
  node.let_leave(4);
  node.propose(5, {4});
  CHECK(node.taken());
  CHECK(node.seen().taken == 2);
  CHECK(node.count<backfill_answered>() == 1);
}

TEST_CASE("a proposal that the room cannot take is refused for good") {
  world in;
  backfill_bench node{in};
  SECTION("it is full") { node.propose(5, {4}); }
  SECTION("there are fewer seats than people") {
    node.let_leave(3);
    node.propose(5, {4, 6});
  }
  SECTION("it was made before somebody else left") {
    node.let_leave(3);
    auto before = node.searches;
    node.let_leave(2);
    std::swap(before, node.searches);
    node.propose(5, {4});
  }
  SECTION("one of them sits here") {
    node.let_leave(3);
    node.propose(5, {2});
  }
  SECTION("its time is over") {
    node.let_leave(3);
    node.propose(5, {4}, 0);
  }
  SECTION("the room is locked in") {
    node.let_leave(3);
    node.ask(lock_room{the_room}, make::by(1, 77, node.now()));
    node.run();
    node.propose(5, {4});
  }
  CHECK_FALSE(node.taken());
  // Now it could; but the pool may have promised them to others since.
  if (node.seen().taken == 3) node.let_leave(3);
  node.propose(5, {4});
  CHECK_FALSE(node.taken());
  CHECK(node.count<backfill_answered>() == 1);
}

TEST_CASE("a room that has taken one of two looks for the other, and who came stays with what they asked for") {
  world in;
  backfill_bench node{in};
  node.let_leave(2);
  node.let_leave(3);
  REQUIRE(node.searches.size() == 2);
  CHECK(node.searches[1].wanted.instead_of == std::vector{node.searches[0].wanted.ticket.id});
  node.propose(5, {4});
  REQUIRE(node.searches.size() == 3);
  CHECK(node.searches[2].wanted.ticket.users == std::vector{make::user(1), make::user(4)});
}

TEST_CASE("where a failover may take a proposal the room asks, and frees the seat if the pool denies it") {
  for (auto kind : {store_kind::own, store_kind::shared}) {
    world in;
    backfill_bench node{in, kind};
    bool asks = kind == store_kind::shared;
    node.let_leave(2);
    node.propose(5, {4});
    CHECK(node.answers.back().is_recent == asks);
    node.deliveries_asked.clear();
    node.pass(word_asked_after_ms + second_ms);
    auto about = [](std::uint64_t number) {
      return [number](const delivery_asked& each) { return each.delivery == number; };
    };
    CHECK(std::any_of(node.deliveries_asked.begin(), node.deliveries_asked.end(), about(105)) == asks);
    node.entity().receive(delivery_unknown{the_room, 105});
    node.run();
    CHECK(node.count<proposal_denied>() == (asks ? 1 : 0));
    CHECK(node.seen().taken == (asks ? 2 : 3));
  }
}

TEST_CASE("a proposal that its pool tells once more is confirmed, or taken by a room that has lost it") {
  world in;
  backfill_bench node{in, store_kind::shared};
  node.let_leave(2);
  node.propose(5, {4});
  bool was_lost = GENERATE(false, true);
  CAPTURE(was_lost);
  if (was_lost) {
    in.logs->lose_tail(the_room.entity(), 1, true);
    node.restart();
  }
  node.pass(delivery_agrees_ms + minute_ms);
  auto for_ticket = node.searches.back().wanted.ticket.id;
  backfill_proposal asked{the_room, 5, for_ticket, node.now() - second_ms, {make::user(4)}, {ticket_by(4)}};
  node.entity().receive(delivered<backfill_proposal>{the_pool.entity(), 105, asked.told_again()});
  node.run();
  CHECK(node.taken());
  CHECK(node.answers.back().is_recent);
  CHECK(node.seen().taken == 3);
  CHECK(node.count<proposal_confirmed>() == (was_lost ? 0 : 1));
  CHECK(node.count<backfill_answered>() == 1);
}

TEST_CASE("a room that nobody is in any more, or that is over, looks for nobody") {
  world in;
  backfill_bench node{in};
  SECTION("nobody is in it") {
    for (std::uint64_t n : {3, 2, 1}) node.let_leave(n);
    CHECK(node.searches.size() == 2);
  }
  SECTION("it is cancelled") {
    node.ask(cancel_room{the_room}, make::by(1, 78, node.now()));
    node.run();
    CHECK(node.searches.empty());
  }
  node.pass(delivery_wake_ms);
  auto before = node.searches.size();
  node.entity().on_wake();
  node.run();
  CHECK(node.searches.size() == before);
}

}  // namespace
}  // namespace moim::bench
