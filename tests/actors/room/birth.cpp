#include "tests/actors/support/room_bench.hpp"

namespace moim::bench {
namespace {

delivered<birth> a_birth(const match_id& match = {7, 8}) {
  return {pool_id{3, 4}.entity(), 9, {match, make::meal(), {make::user(1), make::user(2)}, {}}};
}

TEST_CASE("a room is born of a match once, with its members seated, however often that is told") {
  world in;
  room_bench node{in};
  node.entity().receive(a_birth());
  CHECK(node.answers.empty());
  node.run();
  CHECK(node.answers.size() == 1);
  node.entity().receive(a_birth());
  node.run();
  CHECK(node.answers.size() == 2);
  auto asked = node.ask(read_room{the_room}, make::by(1, 1));
  node.run();
  auto seen = node.out.as<room_view>(asked);
  CHECK(seen.taken == 2);
  CHECK(seen.seats == 2);
  CHECK(seen.members->at(1).user == make::user(2));
  CHECK(node.told.size() == 2);
}

TEST_CASE("a birth that finds another room under its name is refused, and heard (P4)") {
  world in;
  room_bench node{in};
  SECTION("one that somebody created") { node.open(3); }
  SECTION("that of another match") {
    node.entity().receive(a_birth({5, 6}));
    node.run();
    node.answers.clear();
  }
  auto before = node.commits().size();
  node.entity().receive(a_birth());
  node.run();
  REQUIRE(node.answers.size() == 1);
  CHECK(node.answers[0].number == 9);
  CHECK(node.answers[0].end == delivery_end::refused);
  CHECK(node.commits().size() == before);
}

TEST_CASE("nothing is read for a room that is born: nobody else has named it yet") {
  for (auto kind : {store_kind::own, store_kind::shared}) {
    world in;
    room_bench node{in, kind};
    node.entity().receive(a_birth());
    node.run();
    CHECK(node.answers.size() == 1);
    CHECK(node.faults().read_calls.empty());
  }
}

TEST_CASE("a birth that is told again after a restart finds the room as it is, and sends what it has to tell") {
  world in;
  room_bench node{in};
  node.entity().receive(a_birth());
  node.run();
  node.told.clear();
  node.restart();
  node.entity().receive(a_birth());
  node.run();
  CHECK(node.answers.size() == 2);
  CHECK(node.count<room_created>() == 1);
  CHECK(node.told.size() == 2);
}

TEST_CASE("where a failover may take a match its room asks, and gives itself up if the pool denies it") {
  for (auto kind : {store_kind::own, store_kind::shared}) {
    world in;
    room_bench node{in, kind};
    node.entity().receive(a_birth());
    node.run();
    node.acknowledge_all();
    bool asks = kind == store_kind::shared;
    CHECK(node.answers.at(0).is_recent == asks);
    node.pass(word_asked_after_ms - second_ms);
    CHECK(node.deliveries_asked.empty());
    node.restart();
    node.pass(2 * second_ms);
    node.entity().on_wake();
    node.run();
    REQUIRE(node.deliveries_asked.size() == (asks ? 1 : 0));
    node.pass(word_asked_every_ms);
    CHECK(node.deliveries_asked.size() == (asks ? 2 : 0));
    node.entity().receive(delivery_unknown{the_room, 9});
    node.run();
    CHECK(node.count<birth_denied>() == (asks ? 1 : 0));
    CHECK(node.seen().phase == (asks ? room_phase::cancelled : room_phase::open));
  }
}

TEST_CASE("a birth that its pool tells once more is confirmed, and nobody is asked") {
  world in;
  room_bench node{in};
  node.entity().receive(a_birth());
  node.run();
  node.acknowledge_all();
  node.pass(delivery_agrees_ms);
  node.entity().receive(a_birth());
  node.run();
  CHECK(node.count<birth_confirmed>() == 1);
  CHECK(node.answers.back().is_recent);
  node.pass(delivery_agrees_ms);
  node.entity().receive(a_birth());
  node.run();
  CHECK(node.count<birth_confirmed>() == 1);
  CHECK_FALSE(node.answers.back().is_recent);
  node.pass(5 * minute_ms);
  CHECK(node.deliveries_asked.empty());
}

TEST_CASE("a birth whose append had no answer is found to have happened") {
  world in;
  room_bench node{in};
  node.faults().appends.push_back({store::append_fault::answer_lost});
  node.entity().receive(a_birth());
  node.pass(minute_ms);
  CHECK(node.answers.size() == 1);
  CHECK(node.count<room_created>() == 1);
  CHECK(node.seen().taken == 2);
}

TEST_CASE("the seats of a matched room are the matcher's to give; anybody in it may leave, and come back") {
  world in;
  room_bench node{in};
  node.entity().receive(a_birth());
  node.run();
  auto stranger = node.ask(join_room{the_room}, make::by(9, 1));
  auto first = node.ask(leave_room{the_room}, make::by(1, 2));
  node.run();
  CHECK(node.out.refusal(stranger).code == errc::room_matched);
  CHECK(node.out.answers.at(first).has_value());
  stranger = node.ask(join_room{the_room}, make::by(9, 3));
  node.run();
  CHECK(node.out.refusal(stranger).code == errc::room_matched);
  CHECK(node.cards.size() <= 1);
}

}  // namespace
}  // namespace moim::bench
