#include "tests/net/support/hub_fixture.hpp"

namespace moim::back_pressure_cases {
namespace {

using namespace moim::test;

/// A room with so many members that its page is large.
room_view hall() {
  room_view seen;
  seen.room = make::room_number(1);
  auto& members = seen.members.emplace();
  for (std::uint32_t seat = 1; seat <= 500; ++seat) members.push_back({make::user(seat), seat});
  return seen;
}

template <class Change>
session_limits limits_with(Change&& change) {
  session_limits limits;
  change(limits);
  return limits;
}

/// Asks without reading what comes.
void send(hub_fixture& f, client& from, std::int64_t id, const method_call& call) {
  auto bytes = hub_fixture::frame(from, id, call);
  f.hub.receive(from.number, bytes, f.now);
  f.take_messages();
}

/// Answers all reads that are under way with the hall; how many there were.
std::size_t answer_reads(hub_fixture& f) {
  std::size_t reads = 0;
  for (auto& each : std::exchange(f.messages, {})) {
    auto* call = std::get_if<call_room>(&each);
    if (call == nullptr) continue;
    ++reads;
    f.hub.answer(call->reply.session, call->reply.request, hall(), f.now);
  }
  return reads;
}

TEST_CASE("a client that asks for a hall 64 times at once gets it 64 times, a few at a time") {
  hub_fixture f;
  auto alice = f.connect();
  std::string all;
  for (std::int64_t id = 1; id <= 64; ++id) all += f.frame(alice, id, read_room{make::room_number(1)});
  f.receive(alice, all);
  std::size_t most = 0;
  while (auto asked = answer_reads(f)) {
    most = std::max(most, asked);
    f.hub.take_touched(f.touched);
    CHECK(f.hub.output(alice.number).bytes() <= session_limits{}.answers_ahead_bytes);
    f.flush(alice);
  }
  CHECK(most == 4);
  CHECK(alice.messages.size() == 64);
  CHECK(alice.last_reply() == 64);
  CHECK(f.hub.wants_bytes(alice.number));
}

TEST_CASE("while nothing is read nothing more is taken, and what was asked goes on when it is") {
  hub_fixture f;
  auto alice = f.connect();
  for (std::int64_t id = 1; id <= 20; ++id) send(f, alice, id, read_room{make::room_number(1)});
  CHECK_FALSE(f.hub.wants_bytes(alice.number));
  CHECK(answer_reads(f) == 4);
  // What was expected of these four was more than they are.
  while (f.hub.may_go_on(alice.number)) {
    f.hub.receive(alice.number, {}, f.now);
    f.take_messages();
    CHECK(answer_reads(f) == 1);
  }
  CHECK_FALSE(f.hub.wants_bytes(alice.number));
  CHECK(f.hub.output(alice.number).bytes() < session_limits{}.answers_ahead_bytes + 40'000);
  do {
    f.flush(alice);
  } while (answer_reads(f) > 0);
  CHECK(alice.messages.size() == 20);
  CHECK_FALSE(alice.closed);
}

TEST_CASE("answers that wait do not make a slow reader of whom little is pushed; pushes that pile up do") {
  hub_fixture f{limits_with([](auto& limits) { limits.max_outbox_bytes = 4'000; })};
  auto alice = f.connect();
  f.follow(alice, 1, 0);
  send(f, alice, 1, read_room{make::room_number(1)});
  CHECK(answer_reads(f) == 1);
  REQUIRE(f.hub.output(alice.number).bytes() > 20'000);
  for (version v = 1; v <= 5; ++v) f.hub.publish(f.publication(1, v, v), f.now);
  CHECK_FALSE(f.hub.is_over(alice.number));
  f.flush(alice);
  CHECK(alice.messages.size() == 7);
  send(f, alice, 2, read_room{make::room_number(1)});
  CHECK(answer_reads(f) == 1);
  for (version v = 6; v <= 60; ++v) f.hub.publish(f.publication(1, v, v), f.now);
  f.flush(alice);
  CHECK(alice.was_closed_with(close_code::slow_reader));
}

TEST_CASE("a client that sends and never reads is closed, whatever it asked") {
  hub_fixture f;
  session_limits limits;
  auto alice = f.connect();
  send(f, alice, 1, read_session{});
  f.hub.take_touched(f.touched);
  auto closes_by = f.now.at + limits.ping_after_ms + limits.read_within_ms;
  while (f.now.at < closes_by) {
    CHECK(f.hub.output(alice.number).bytes() > 100);
    send(f, alice, 1, read_session{});
    f.pass(1'000);
    f.hub.take_touched(f.touched);
  }
  f.flush(alice);
  CHECK(alice.was_closed_with(close_code::slow_reader));
}

TEST_CASE("a client that reads slowly and has to wait is not taken for one that is gone") {
  hub_fixture f;
  auto alice = f.connect();
  for (std::int64_t id = 1; id <= 8; ++id) send(f, alice, id, read_room{make::room_number(1)});
  CHECK(answer_reads(f) == 4);
  while (f.hub.may_go_on(alice.number)) {
    f.hub.receive(alice.number, {}, f.now);
    f.take_messages();
    answer_reads(f);
  }
  for (int second = 0; second < 120; ++second) {
    CHECK_FALSE(f.hub.wants_bytes(alice.number));
    std::array<std::string_view, 1> piece;
    REQUIRE(f.hub.output(alice.number).pieces(piece) == 1);
    std::string some{piece.front().substr(0, 10)};
    f.hub.written(alice.number, some.size());
    alice.read(some);
    f.pass(1'000);
    f.hub.take_touched(f.touched);
  }
  f.flush(alice);
  CHECK_FALSE(alice.closed);
}

TEST_CASE("a batch whose answers fill the outbox gets no other large ones") {
  hub_fixture f{limits_with([](auto& limits) { limits.max_outbox_bytes = 1'000; })};
  auto alice = f.connect();
  std::vector<std::string> calls;
  for (std::int64_t id = 1; id <= 64; ++id) calls.push_back(hub_fixture::call(alice, rpc_id{id}, list_kinds{}));
  f.ask_all(alice, calls);
  REQUIRE(alice.batches.size() == 1);
  CHECK(alice.batches[0].front() == "1: result");
  CHECK(alice.batches[0].back() == "64: too_many_in_flight");
}

TEST_CASE("past the bound of all outboxes those that hold most are closed, and nobody is who reads") {
  hub_fixture f{limits_with([](auto& limits) { limits.max_hub_outbox_bytes = 900'000; })};
  std::vector<client> greedy;
  std::vector<client> modest;
  for (std::uint64_t n = 0; n < 10; ++n) {
    greedy.push_back(f.connect(n + 1));
    modest.push_back(f.connect(n + 101));
  }
  auto reader = f.connect(1'000);
  auto total = [&] { return f.metrics.edge.outbox_bytes().value(); };
  // The reader's answers are never there when it is looked.
  for (std::int64_t id = 1; id <= 4; ++id) {
    for (auto& each : greedy) send(f, each, id, read_room{make::room_number(1)});
    send(f, reader, id, read_room{make::room_number(1)});
    answer_reads(f);
    f.flush(reader);
  }
  for (auto& each : modest) send(f, each, 1, read_session{});
  f.hub.take_touched(f.touched);
  REQUIRE(total() > 1'000'000);

  send(f, reader, 5, read_room{make::room_number(1)});
  f.flush(reader);
  CHECK(reader.last_failure() == "overloaded");
  f.pass(100);
  CHECK(total() <= 900'000);
  CHECK(total() > 800'000);
  std::size_t closed = 0;
  for (auto& each : greedy) {
    f.flush(each);
    closed += each.was_closed_with(close_code::slow_reader);
    f.hub.disconnect(each.number);
  }
  CHECK(closed == 2);
  CHECK(f.metrics.edge.connections_closed(close_reason::outboxes_full).value() == closed);
  for (auto& each : modest) {
    f.flush(each);
    CHECK(each.last_reply() == 1);
  }
  f.ask(reader, 6, read_room{make::room_number(1)});
  CHECK(answer_reads(f) == 1);
  f.flush(reader);
  CHECK(reader.last_reply() == 6);
}

TEST_CASE("what many are pushed alike counts once for all outboxes") {
  hub_fixture f{limits_with([](auto& limits) { limits.max_hub_outbox_bytes = 100'000; })};
  std::vector<client> followers;
  for (std::uint64_t n = 1; n <= 50; ++n) {
    followers.push_back(f.connect(n));
    f.follow(followers.back(), 1, 0);
  }
  auto large = f.publication(1, 1, 1);
  for (auto& each : large.texts)
    std::get<room_changed>(each).changes.assign(100, room_change{"seat_taken", make::user(1), 1});
  f.hub.publish(large, f.now);
  f.hub.take_touched(f.touched);
  REQUIRE(f.metrics.edge.outbox_bytes().value() > 300'000);
  f.pass(100);
  for (auto& each : followers) {
    f.flush(each);
    CHECK_FALSE(each.closed);
  }
}

}  // namespace
}  // namespace moim::back_pressure_cases
