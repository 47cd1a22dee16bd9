#include "tests/actors/support/room_bench.hpp"

/// What a new process knows of an old one: all that is in the log, and nothing else.
using namespace moim;
using namespace moim::bench;

namespace {

/// Joins so many people one by one, each a commit.
void fill(room_bench& node, std::uint64_t from, std::uint64_t count) {
  for (std::uint64_t user = from; user < from + count; ++user) {
    node.join(user);
    node.run();
  }
}

/// The same joins, asked again of a restarted node, get the same seats.
void check_keys(room_bench& node, std::uint64_t from, std::uint64_t count) {
  for (std::uint64_t user = from; user < from + count; ++user) {
    auto again = node.ask(join_room{the_room}, make::by(user, user));
    node.run();
    REQUIRE(node.seat_of(again) == user - from + 2);
  }
}

}  // namespace

TEST_CASE("a restarted node knows keys and seats from the records alone") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(50);
  fill(node, 100, 20);
  auto before = node.seen();
  node.restart();
  CHECK(node.seen() == before);
  auto commits = node.commits().size();
  check_keys(node, 100, 20);
  CHECK(node.commits().size() == commits);
}

TEST_CASE("a restarted node knows keys and seats from a snapshot and the records after it") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(500);
  fill(node, 100, 20);
  node.churn(600);
  fill(node, 120, 20);
  REQUIRE(w.logs->records_of(the_room.entity()).front().version > 50);
  auto before = node.seen();
  node.restart();
  CHECK(node.seen() == before);
  check_keys(node, 100, 40);
}

TEST_CASE("a log that is longer than a read's limit is loaded page by page") {
  world w;
  {
    room_bench before{w, store_kind::own};
    before.open(3);
  }
  auto head = w.logs->head_of(the_room.entity());
  for (std::uint64_t i = 0; i < 600; ++i) {
    store::append_request fence;
    fence.entity = the_room.entity();
    fence.expected = head;
    fence.commit = 1'000 + i;
    std::vector<room_event> events{fenced{}};
    fence.record = store::encode_commit<room_event>(make::noon_ms, events);
    head = std::get<store::committed>(w.logs->append(fence)).now;
  }
  room_bench node{w, store_kind::own};
  auto joined = node.join(2);
  node.run();
  CHECK(node.seat_of(joined) == 2);
  CHECK(node.faults().read_calls.size() == 3);
  CHECK(w.logs->head_of(the_room.entity()).version == 602);
}

TEST_CASE("requests that come during a load wait for it, and are decided in their order") {
  world w;
  {
    room_bench before{w, store_kind::own};
    before.open(2);
  }
  room_bench node{w, store_kind::own};
  node.faults().reads = {{store::call_fault::none, 0, 50}};
  auto first = node.join(2);
  auto second = node.join(3);
  node.pass(49);
  CHECK_FALSE(node.out.has(first));
  node.pass(1);
  CHECK(node.seat_of(first) == 2);
  CHECK(node.refusal(second) == errc::room_full);
  CHECK(node.metrics.entities.loads(entity_type::room).value() == 1);
}

TEST_CASE("a load that fails is tried again, with growing pauses, and deadlines hold meanwhile") {
  world w;
  room_bench node{w, store_kind::own};
  node.faults().reads.assign(1'000, {store::call_fault::unreachable, 0, 0});
  auto hasty = node.ask(read_room{the_room}, {make::user(1)}, second_ms);
  auto patient = node.ask(make::create(3), make::by(1, 1), hour_ms);
  node.pass(minute_ms);
  CHECK(node.refusal(hasty) == errc::deadline_exceeded);
  CHECK_FALSE(node.out.has(patient));
  CHECK(node.faults().read_calls.size() < 150);
  node.faults().reads.clear();
  node.pass(node.limits.max_retry);
  CHECK(node.out.as<room_opened>(patient).room == the_room);
}

TEST_CASE("a log that cannot be read stops that entity, and says so") {
  world w;
  {
    room_bench before{w, store_kind::own};
    before.open(3);
  }
  store::append_request foreign;
  foreign.entity = the_room.entity();
  foreign.expected = w.logs->head_of(foreign.entity);
  foreign.commit = 77;
  foreign.record = "not a commit";
  REQUIRE(std::holds_alternative<store::committed>(w.logs->append(foreign)));
  room_bench node{w, store_kind::own};
  auto first = node.join(2);
  node.run();
  auto second = node.look();
  node.run();
  CHECK(node.refusal(first) == errc::entity_unreadable);
  CHECK(node.refusal(second) == errc::entity_unreadable);
  CHECK(node.unreadable_at == std::vector<version>{2});
  CHECK(node.metrics.entities.unreadable(entity_type::room).value() == 1);
  CHECK(w.logs->head_of(foreign.entity).version == 2);
  node.pass(3 * minute_ms);
  CHECK(node.rested);
}

TEST_CASE("a log whose bytes are damaged is unreadable at once, and is not asked for again and again") {
  world w;
  {
    room_bench before{w, store_kind::own};
    before.open(3);
  }
  room_bench node{w, store_kind::own};
  node.faults().reads.assign(1'000, {store::call_fault::damaged, 0, 0});
  auto joined = node.join(2);
  node.run();
  CHECK(node.refusal(joined) == errc::entity_unreadable);
  CHECK(node.faults().read_calls.size() == 1);
}

TEST_CASE("an event of a newer version stops the entity where it meets it, in the middle of its life too") {
  world w;
  room_bench node{w};
  node.open(3);
  node.follow(1);
  node.run();
  store::append_request foreign;
  foreign.entity = the_room.entity();
  foreign.expected = w.logs->head_of(foreign.entity);
  foreign.commit = 77;
  foreign.record = std::string("\x92\x01\x91\x92\xcd\x7f\xff\x90", 8);
  REQUIRE(std::holds_alternative<store::committed>(w.logs->append(foreign)));
  auto joined = node.join(2);
  node.run();
  CHECK(node.refusal(joined) == errc::entity_unreadable);
}

TEST_CASE("a snapshot is saved when the log has outgrown the last, and the one before that is forgotten") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(3);
  const entity_limits limits;
  node.churn(static_cast<unsigned>(limits.min_snapshot_records) / 2 - 1);
  CHECK(node.metrics.entities.snapshots(entity_type::room).value() == 0);
  node.churn(1'000);
  std::vector<store::append_request> with;
  for (const auto& call : node.faults().append_calls)
    if (call.snapshot) with.push_back(call);
  REQUIRE(with.size() >= 2);
  CHECK(with[0].forget_to == 0);
  for (std::size_t i = 1; i < with.size(); ++i) {
    CHECK(with[i].forget_to == with[i - 1].snapshot->as_of);
    CHECK(with[i].snapshot->as_of - with[i - 1].snapshot->as_of >= limits.min_snapshot_records);
  }
  // Each is at least twice as far as the one before was large.
  CHECK(with.size() < 12);
}

TEST_CASE("a restart keeps what is owed, and the wake-up for it") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(3);
  node.join(2);
  node.run();
  auto wake = w.logs->wake_of(the_room.entity());
  node.told.clear();
  node.restart();
  node.seen();
  REQUIRE(node.told.size() == 2);
  CHECK(node.told[1].target == make::user(2));
  CHECK(w.logs->wake_of(the_room.entity()) == wake);
}
