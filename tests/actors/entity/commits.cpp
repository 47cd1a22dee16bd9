#include "tests/actors/support/room_bench.hpp"

/// The straight way: gather, decide, append, answer.
namespace moim::commits_cases {

using namespace moim::bench;

namespace {

store::append_plan slow(time_ms answer_ms) {
  store::append_plan plan;
  plan.answer_ms = answer_ms;
  return plan;
}

}  // namespace

TEST_CASE("an answer leaves only after its commit") {
  for (auto kind : {store_kind::own, store_kind::shared}) {
    world w;
    room_bench node{w, kind};
    node.open(3);
    node.faults().appends.push_back(slow(100));
    auto joined = node.join(2);
    node.pass(99);
    CHECK(node.count<seat_taken>() == 2);
    CHECK_FALSE(node.out.has(joined));
    node.pass(1);
    CHECK(node.seat_of(joined) == 2);
  }
}

TEST_CASE("refusals and reads wait for their batch's commit too") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(2);
  node.faults().appends.push_back(slow(100));
  auto joined = node.join(2);
  auto late = node.join(3);
  auto seen = node.look();
  node.pass(99);
  CHECK_FALSE(node.out.has(late));
  CHECK_FALSE(node.out.has(seen));
  node.pass(1);
  CHECK(node.seat_of(joined) == 2);
  CHECK(node.refusal(late) == errc::room_full);
  CHECK(node.out.as<room_view>(seen).taken == 2);
}

TEST_CASE("a batch of refusals only is confirmed by an append without a record") {
  for (auto kind : {store_kind::own, store_kind::shared}) {
    world w;
    room_bench node{w, kind};
    node.open(1);
    auto calls = node.faults().append_calls.size();
    node.faults().appends.push_back(slow(100));
    auto refused = node.join(2);
    node.pass(99);
    CHECK_FALSE(node.out.has(refused));
    node.pass(1);
    CHECK(node.refusal(refused) == errc::room_full);
    REQUIRE(node.faults().append_calls.size() == calls + 1);
    CHECK(node.faults().append_calls.back().record.empty());
    CHECK(node.metrics.entities.confirms().value() >= 1);
  }
}

TEST_CASE("a refusal that rests on a seat which another node gave up is decided again") {
  world w;
  room_bench one{w}, other{w};
  one.open(2);
  one.join(2);
  one.run();
  other.look();
  other.run();
  other.faults().meanwhile.push_back([&] {
    one.leave(2);
    one.run();
  });
  auto joined = other.join(3);
  other.run();
  CHECK(other.seat_of(joined) == 2);
}

TEST_CASE("a batch of a hundred joins is one commit") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(200);
  auto before = node.commits().size();
  std::vector<request_number> joins;
  for (std::uint64_t user = 2; user < 102; ++user) joins.push_back(node.join(user));
  node.run();
  for (auto join : joins) CHECK(node.out.as<seat_given>(join).seat >= 2);
  CHECK(node.commits().size() == before + 1);
}

TEST_CASE("four thousand who come at once are one commit") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(5'000);
  auto before = node.commits().size();
  for (std::uint64_t user = 2; user < 4'002; ++user) node.join(user);
  node.run();
  CHECK(node.seen().taken == 4'001);
  CHECK(node.commits().size() == before + 1);
}

TEST_CASE("what arrives during a commit is the next batch") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(200);
  node.faults().appends = {slow(10), slow(10)};
  auto before = node.commits().size();
  node.join(2);
  node.pass(5);
  std::vector<request_number> joins;
  for (std::uint64_t user = 3; user < 50; ++user) joins.push_back(node.join(user));
  node.pass(5);
  CHECK(node.commits().size() == before + 2);
  CHECK_FALSE(node.out.has(joins.front()));
  node.pass(10);
  for (auto join : joins) CHECK(node.out.has(join));
  CHECK(node.commits().size() == before + 2);
}

TEST_CASE("no batch is larger than its bound, and none of it is left behind") {
  world w;
  room_bench node{w, store_kind::own};
  node.limits.max_batch = 10;
  node.open(200);
  auto before = node.commits().size();
  for (std::uint64_t user = 2; user < 37; ++user) node.join(user);
  node.run();
  CHECK(node.seen().taken == 36);
  CHECK(node.commits().size() == before + 4);
}

TEST_CASE("later requests of a batch are decided against what earlier ones did") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(2);
  auto first = node.join(2);
  auto again = node.join(2);
  auto left = node.leave(2);
  auto other = node.join(3);
  node.run();
  CHECK(node.seat_of(first) == 2);
  CHECK(node.seat_of(again) == 2);
  CHECK(node.out.as<done>(left) == done{});
  CHECK(node.seat_of(other) == 2);
  CHECK(node.metrics.entities.duplicates().value() == 1);
}

TEST_CASE("no entity decides earlier than it decided before") {
  world w;
  room_bench ahead{w};
  ahead.open(5);
  ahead.pass(hour_ms);
  ahead.join(2);
  ahead.run();
  auto records = w.logs->records_of(the_room.entity());
  world back;
  back.logs = w.logs;
  room_bench behind{back};
  REQUIRE(behind.now() < ahead.now());
  auto joined = behind.ask(join_room{the_room}, make::by(3, 3, ahead.now()));
  behind.run();
  CHECK(behind.refusal(joined) == errc::room_closed);
}

TEST_CASE("every refusal that a room decides reaches its caller") {
  world w;
  room_bench node{w, store_kind::own};
  auto refusal = [&](room_command command, const caller& who) {
    auto asked = node.ask(std::move(command), who);
    node.run();
    return node.refusal(asked);
  };
  join_room join{the_room};
  CHECK(refusal(join, make::by(2, 2)) == errc::room_not_found);
  CHECK(refusal(make::create(9'999), make::by(1, 1)) == errc::seats_out_of_range);
  node.open(2);
  CHECK(refusal(join, {make::user(2)}) == errc::key_missing);
  CHECK(refusal(make::create(3), {make::user(1), make::key(1), 2}) == errc::key_reused);
  CHECK(refusal(join, make::by(2, 2, make::noon_ms - key_memory_ms)) == errc::key_expired);
  CHECK(refusal(join, make::by(2, 2, make::noon_ms + hour_ms)) == errc::key_ahead);
  CHECK(refusal(leave_room{the_room}, make::by(2, 3)) == errc::not_member);
  CHECK(refusal(leave_room{the_room}, make::by(1, 4)) == errc::host_cannot_leave);
  CHECK(refusal(lock_room{the_room}, make::by(2, 5)) == errc::not_host);
  node.join(2);
  CHECK(refusal(join, make::by(2, 6)) == errc::already_member);
  CHECK(refusal(join, make::by(3, 7)) == errc::room_full);
  node.ask(lock_room{the_room}, make::by(1, 8));
  CHECK(refusal(join, make::by(3, 9)) == errc::room_locked);
  node.ask(cancel_room{the_room}, make::by(1, 10));
  CHECK(refusal(join, make::by(3, 11)) == errc::room_cancelled);
  CHECK(node.metrics.entities.refusals(errc::room_full).value() == 1);
}

TEST_CASE("a room whose time is over refuses before its wake-up comes") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(3, make::meal(60));
  node.pass(60 * second_ms);
  auto late = node.join(2);
  node.run();
  CHECK(node.refusal(late) == errc::room_closed);
  CHECK(node.count<room_closed>() == 1);
}

}  // namespace moim::commits_cases
