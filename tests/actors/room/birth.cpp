#include "tests/actors/support/room_bench.hpp"

namespace moim::bench {
namespace {

bear_room a_birth() {
  birth born{{7, 8}, make::meal(), {make::user(1), make::user(2)}, {}};
  return {the_room, born, {3, 4}, {{7, 8}, note_kind::matched, 0}};
}

TEST_CASE("a room is born of a match once, with its members seated, however often that is told") {
  world in;
  room_bench node{in};
  node.entity().take(a_birth());
  CHECK(node.births.empty());
  node.run();
  CHECK(node.births.size() == 1);
  node.entity().take(a_birth());
  node.run();
  CHECK(node.births.size() == 2);
  auto asked = node.ask(read_room{the_room}, make::by(1, 1));
  node.run();
  auto seen = node.out.as<room_view>(asked);
  CHECK(seen.taken == 2);
  CHECK(seen.seats == 2);
  CHECK(seen.members->at(1).user == make::user(2));
  CHECK(node.effects.size() == 2);
}

TEST_CASE("a birth that meets a room which is not its own is no birth, and an error that is heard") {
  world in;
  room_bench node{in};
  auto other = a_birth();
  other.born.match = {9, 9};
  node.entity().take(other);
  node.run();
  node.births.clear();
  node.entity().take(a_birth());
  node.run();
  CHECK(node.births.empty());
  CHECK(node.metrics.entities.refusals(errc::internal).value() == 1);
}

TEST_CASE("nothing is read for a room that is born: nobody else has named it yet") {
  for (auto kind : {store_kind::own, store_kind::shared}) {
    world in;
    room_bench node{in, kind};
    node.entity().take(a_birth());
    node.run();
    CHECK(node.births.size() == 1);
    CHECK(node.faults().read_calls.empty());
  }
}

TEST_CASE("a birth that is told again after a restart finds the room as it is, and sends what it has to tell") {
  world in;
  room_bench node{in};
  node.entity().take(a_birth());
  node.run();
  node.effects.clear();
  node.restart();
  node.entity().take(a_birth());
  node.run();
  CHECK(node.births.size() == 2);
  CHECK(node.count<room_created>() == 1);
  CHECK(node.effects.size() == 2);
}

TEST_CASE("a birth whose append had no answer is found to have happened") {
  world in;
  room_bench node{in};
  node.faults().appends.push_back({store::append_fault::answer_lost});
  node.entity().take(a_birth());
  node.pass(minute_ms);
  CHECK(node.births.size() == 1);
  CHECK(node.count<room_created>() == 1);
  CHECK(node.seen().taken == 2);
}

TEST_CASE("the seats of a matched room are the matcher's to give; anybody in it may leave, and come back") {
  world in;
  room_bench node{in};
  node.entity().take(a_birth());
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
