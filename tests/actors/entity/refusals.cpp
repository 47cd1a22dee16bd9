#include "tests/actors/support/pool_bench.hpp"
#include "tests/actors/support/room_bench.hpp"

/// Rule 4: a store that refuses to write keeps nobody from reading.
namespace moim::refusals_cases {

using namespace moim::bench;

namespace {

/// Asks for 4,800 looks at the room, some at once and some a little later; how many were answered with a view.
std::size_t looks_answered(room_bench& node) {
  std::vector<request_number> looks;
  for (int wave = 0; wave < 48; ++wave) {
    for (std::uint64_t n = 0; n < 100; ++n) looks.push_back(node.look(100 + n));
    node.pass(25);
  }
  return static_cast<std::size_t>(std::count_if(looks.begin(), looks.end(), [&](request_number asked) {
    auto found = node.out.answers.find(asked);
    return found != node.out.answers.end() && found->second && std::holds_alternative<room_view>(*found->second);
  }));
}

}  // namespace

TEST_CASE("on a full disk all of 4,800 reads are answered, also of a room that has something to write") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(100);
  node.acknowledge_all();
  node.faults().disk_is_full = true;
  node.pass(11 * second_ms);
  CHECK(looks_answered(node) == 4'800);
  CHECK(node.count<deliveries_done>() == 0);
}

TEST_CASE("on a full disk a room past its closing time is read, also right after it was loaded") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(100, make::meal(600));
  node.acknowledge_all();
  node.pass(599 * second_ms);
  node.faults().disk_is_full = true;
  node.pass(2 * second_ms);
  CHECK(looks_answered(node) == 4'800);
  node.restart();
  CHECK(looks_answered(node) == 4'800);
  CHECK(node.count<room_closed>() == 0);
}

TEST_CASE("what an entity owes a full disk is tried again ever less often, and lands once there is space") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(100, make::meal(600));
  node.acknowledge_all();
  node.pass(600 * second_ms);
  node.faults().disk_is_full = true;
  auto before = node.faults().append_calls.size();
  node.entity().on_wake();
  node.pass(minute_ms);
  auto tries = node.faults().append_calls.size() - before;
  CHECK(tries > 5);
  CHECK(tries < 25);
  node.faults().disk_is_full = false;
  node.pass(node.limits.max_refused_retry);
  CHECK(node.count<room_closed>() == 1);
}

TEST_CASE("on a full disk only what changes something is refused: refusals and repeated requests have their answers") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(2);
  auto first = make::by(2, 2, node.now());
  node.ask(join_room{the_room}, first);
  node.run();
  node.faults().disk_is_full = true;
  auto repeated = node.ask(join_room{the_room}, first);
  auto left = node.leave(2);
  auto refused = node.join(3);
  node.run();
  CHECK(node.seat_of(repeated) == 2);
  CHECK(node.refusal(left) == errc::storage_full);
  CHECK(node.refusal(refused) == errc::room_full);
}

TEST_CASE("a closing that cannot be written is no reason to refuse: a node whose clock is behind does not see it") {
  world w;
  room_bench ahead{w, store_kind::shared};
  ahead.open(3, make::meal(60));
  auto first = make::by(2, 2, ahead.now());
  ahead.ask(join_room{the_room}, first);
  ahead.run();
  ahead.acknowledge_all();
  ahead.pass(59 * second_ms);
  ahead.faults().disk_is_full = true;
  ahead.pass(second_ms);
  auto repeated = ahead.ask(join_room{the_room}, first);
  auto left = ahead.leave(2);
  auto seen = ahead.look();
  ahead.run();
  CHECK(ahead.seat_of(repeated) == 2);
  CHECK(ahead.refusal(left) == errc::storage_full);
  CHECK(ahead.out.as<room_view>(seen).phase == room_phase::open);

  world back;
  back.logs = w.logs;
  room_bench behind{back, store_kind::shared};
  REQUIRE(behind.now() < ahead.now());
  left = behind.leave(2);
  behind.run();
  CHECK(behind.out.as<done>(left) == done{});
}

TEST_CASE("where others append, a read is not answered without a confirmation") {
  world w;
  room_bench node{w, store_kind::shared};
  node.open(3);
  store::append_plan refused;
  refused.fault = store::append_fault::refused;
  node.faults().appends = {refused, refused};
  auto joined = node.join(2);
  auto seen = node.look();
  node.run();
  CHECK(node.refusal(joined) == errc::unavailable);
  CHECK(node.refusal(seen) == errc::unavailable);
}

TEST_CASE("where nobody else appends, a store with too much to do answers reads from what is on disk") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(3);
  store::append_plan busy;
  busy.fault = store::append_fault::refused;
  busy.why = store::refusal::overloaded;
  node.faults().appends = {busy, busy};
  auto joined = node.join(2);
  auto seen = node.look();
  node.run();
  CHECK(node.refusal(joined) == errc::overloaded);
  CHECK(node.out.as<room_view>(seen).taken == 1);
}

TEST_CASE("on a full disk the tickets of a pool are read, and none is taken") {
  world w;
  pool_bench node{w};
  auto waits = node.submit(1);
  node.run();
  auto ticket = node.out.as<ticket_opened>(waits).ticket;
  node.faults().disk_is_full = true;
  auto asked = node.submit(2);
  auto seen = node.ask(ticket_query{read_ticket{ticket}}, node.by(1));
  node.run();
  CHECK(node.out.refusal(asked).code == errc::storage_full);
  CHECK(node.out.as<ticket_view>(seen).ticket == ticket);
}

}  // namespace moim::refusals_cases
