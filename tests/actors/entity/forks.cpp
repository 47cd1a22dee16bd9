#include "tests/actors/support/room_bench.hpp"

/// Rule 1: after a failover the log may be another one than it was.
namespace moim::forks_cases {

using namespace moim::bench;

namespace {

struct opened {
  opened() {
    node.open(10);
    for (std::uint64_t user : {2, 3}) {
      node.join(user);
      node.run();
    }
  }
  void lose(std::size_t commits) { REQUIRE(w.logs->lose_tail(the_room.entity(), commits).at(0).count == commits); }
  /// Another node writes where the lost commits were.
  void grow_anew(std::uint64_t user) {
    room_bench other{w};
    auto joined = other.join(user);
    other.run();
    other.seat_of(joined);
  }
  world w;
  room_bench node{w};
};

}  // namespace

TEST_CASE("a node that knows a lost tail loads again, and decides on what is left") {
  opened o;
  o.lose(2);
  auto joined = o.node.join(7);
  o.node.run();
  CHECK(o.node.seat_of(joined) == 2);
  CHECK(o.node.seen().taken == 2);
}

TEST_CASE("a lost tail is noticed when other commits took its versions") {
  opened o;
  o.node.faults().follows_are_dead = true;
  o.node.restart();
  o.node.seen();
  o.lose(2);
  o.grow_anew(8);
  o.grow_anew(9);
  auto seen = o.node.seen();
  CHECK(seen.members == std::vector<member_view>{{make::user(1), 1}, {make::user(8), 2}, {make::user(9), 3}});
}

TEST_CASE("followers of a forked log get it as it is instead of their events") {
  opened o;
  o.node.follow(1);
  o.node.run();
  o.lose(2);
  o.node.pass(o.node.limits.confirm_every + o.node.limits.sweep_every);
  REQUIRE_FALSE(o.node.out.publications.empty());
  const auto& last = *o.node.out.publications.back();
  REQUIRE(last.is_reset);
  const auto& told = std::get<room_reset>(last.texts.at(0));
  CHECK(told.snapshot.taken == 1);
  CHECK(told.version == 1);
  CHECK(told.token == to_text(o.w.logs->head_of(the_room.entity())));
}

TEST_CASE("a token of a lost log is not recovered") {
  opened o;
  auto asked = o.node.follow(1);
  o.node.run();
  auto token = o.node.out.follow(asked).answer.token;
  o.lose(1);
  o.grow_anew(8);
  o.grow_anew(9);
  auto again = o.node.follow(1, token);
  o.node.run();
  auto answer = o.node.out.follow(again).answer;
  CHECK_FALSE(answer.recovered);
  REQUIRE(answer.snapshot);
  CHECK(answer.snapshot->taken == 4);
}

TEST_CASE("a fork during a resumption ends with the room as it is") {
  opened o;
  auto asked = o.node.follow(1);
  o.node.run();
  auto token = o.node.out.follow(asked).answer.token;
  o.node.join(4);
  o.node.run();
  o.node.faults().reads = {{store::call_fault::none, 50, 0}};
  auto again = o.node.follow(1, token);
  o.node.pass(10);
  o.lose(2);
  o.grow_anew(8);
  o.grow_anew(9);
  o.node.pass(10 * second_ms);
  auto answer = o.node.out.follow(again).answer;
  CHECK_FALSE(answer.recovered);
  CHECK(answer.snapshot->taken == 4);
}

TEST_CASE("a fork while an outcome is unknown lets the batch be decided on the log as it is") {
  opened o;
  store::append_plan lost;
  lost.fault = store::append_fault::answer_lost;
  o.node.faults().appends = {lost};
  o.node.faults().reads = {{store::call_fault::none, 50, 0}};
  auto joined = o.node.join(4);
  o.node.pass(10);
  o.lose(2);
  o.node.pass(10 * second_ms);
  CHECK(o.node.seat_of(joined) == 3);
  CHECK(o.node.metrics.entities.unknown_open().value() == 0);
}

TEST_CASE("a log that was lost as a whole is a room that does not exist") {
  opened o;
  o.lose(3);
  auto joined = o.node.join(5);
  o.node.run();
  CHECK(o.node.refusal(joined) == errc::room_not_found);
}

TEST_CASE("an acknowledgement from a lost log ends nothing of the log as it is") {
  opened o;
  auto lost = o.node.told.back();
  REQUIRE(lost.target == make::user(3));
  o.lose(1);
  o.node.pass(5);
  auto joined = o.node.join(8);
  o.node.run();
  CHECK(o.node.seat_of(joined) == 3);
  CHECK(o.node.told.back().number > lost.number);
  o.node.acknowledge(lost.number);
  o.node.join(9);
  o.node.run();
  CHECK(o.node.count<deliveries_done>() == 0);
}

TEST_CASE("an acknowledgement that came before a fork is forgotten with it") {
  opened o;
  o.node.acknowledge(o.node.told.back().number);
  o.lose(1);
  o.node.pass(5);
  o.node.join(8);
  o.node.join(9);
  o.node.run();
  o.node.join(10);
  o.node.run();
  CHECK(o.node.count<deliveries_done>() == 0);
}

}  // namespace moim::forks_cases
