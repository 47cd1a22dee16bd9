#include "tests/net/support/hub_fixture.hpp"

namespace moim::test {
namespace {

using lines = std::vector<std::string>;

std::string join_call(const client& from, const std::optional<rpc_id>& id, std::uint64_t key) {
  return hub_fixture::call(from, id, join_room{make::room_number(1)}, {make::key(key), std::nullopt});
}

TEST_CASE("a batch is answered by one message when all of it is answered, in the order of its requests") {
  for (auto wire : {encoding::json, encoding::msgpack}) {
    hub_fixture f;
    auto alice = f.connect(1, wire);
    f.ask_all(alice, {join_call(alice, rpc_id{"a"}, 1), hub_fixture::call(alice, rpc_id{std::int64_t{2}}, list_kinds{}),
                      join_call(alice, rpc_id{std::int64_t{3}}, 2)});
    auto first = f.take<call_room>();
    auto second = f.take<call_room>();
    f.answer(alice, second.reply.request, fail(errc::room_full));
    CHECK(alice.batches.empty());
    CHECK(f.hub.in_flight() == 1);
    f.answer(alice, first.reply.request, seat_given{1});
    CHECK(alice.batches == std::vector<lines>{{"\"a\": result", "2: result", "3: room_full"}});
    CHECK(alice.messages.empty());
  }
}

TEST_CASE("a batch whose answers the session knows by itself is answered at once, and other answers pass it by") {
  hub_fixture f;
  auto alice = f.connect();
  f.ask_all(alice, {join_call(alice, rpc_id{std::int64_t{1}}, 1)});
  f.ask_all(alice, {hub_fixture::call(alice, rpc_id{std::int64_t{2}}, read_session{})});
  CHECK(alice.batches == std::vector<lines>{{"2: result"}});
  f.ask(alice, 3, read_session{});
  CHECK(alice.last_reply() == 3);
  f.answer(alice, f.take<call_room>().reply.request, seat_given{1});
  CHECK(alice.batches.back() == lines{"1: result"});
}

TEST_CASE("what is wrong with a request of a batch is told in its place, and costs the others nothing") {
  hub_fixture f;
  auto alice = f.connect();
  f.receive(alice, f.frame(alice, R"([1, {"jsonrpc":"2.0","id":"x","method":"room.dance"}, {"foo":"boo"},)"
                                  R"({"jsonrpc":"2.0","id":null,"method":"session.read","params":[]},)"
                                  R"({"jsonrpc":"2.0","id":9,"method":"room.read","params":["a"]}])"));
  CHECK(alice.batches == std::vector<lines>{{"null: invalid_request", "\"x\": unknown_method", "null: invalid_request",
                                             "null: result", "9: invalid_params"}});
}

TEST_CASE("a batch that is none is refused by one error that is no list") {
  hub_fixture f;
  auto alice = f.connect();
  f.receive(alice, f.frame(alice, "[]"));
  CHECK(alice.last_failure() == "invalid_request");
  f.receive(alice, f.frame(alice, R"([{"jsonrpc":"2.0","id":1,)"));
  CHECK(alice.last_failure() == "parse_error");
  CHECK(alice.messages.size() == 2);
  CHECK(alice.batches.empty());
}

TEST_CASE("a batch is bounded, by its own bound and by that of unanswered requests") {
  for (auto [own, in_flight] : {std::pair{2, 64}, std::pair{64, 2}}) {
    session_limits limits;
    limits.max_batch_calls = static_cast<std::size_t>(own);
    limits.max_in_flight = static_cast<std::size_t>(in_flight);
    hub_fixture f{limits};
    auto alice = f.connect();
    auto one = hub_fixture::call(alice, rpc_id{std::int64_t{1}}, read_session{});
    f.ask_all(alice, {one, one, one});
    CHECK(alice.last_failure() == "invalid_request");
    CHECK(alice.batches.empty());
    f.ask_all(alice, {one, one});
    CHECK(alice.batches == std::vector<lines>{{"1: result", "1: result"}});
  }
}

TEST_CASE("each request of a batch counts against the rate and the requests in flight") {
  session_limits limits;
  limits.max_in_flight = 3;
  limits.requests_burst = 4;
  limits.requests_per_s = 1;
  hub_fixture f{limits};
  auto alice = f.connect();
  f.join(alice, 7);
  f.ask_all(alice, {join_call(alice, rpc_id{std::int64_t{1}}, 1), join_call(alice, rpc_id{std::int64_t{2}}, 2),
                    join_call(alice, rpc_id{std::int64_t{3}}, 3)});
  CHECK(f.messages.size() == 3);
  f.ask_all(alice, {hub_fixture::call(alice, rpc_id{std::int64_t{4}}, read_session{}),
                    hub_fixture::call(alice, std::nullopt, read_session{})});
  CHECK(alice.batches == std::vector<lines>{{"4: rate_limited"}});
  for (int i = 0; i < 3; ++i) f.answer(alice, f.take<call_room>().reply.request, seat_given{1});
  CHECK(alice.batches.back() == lines{"1: result", "2: result", "3: too_many_in_flight"});
}

TEST_CASE("what begins or ends following a room comes alone: its answer has a place among the pushes") {
  hub_fixture f;
  auto alice = f.connect();
  f.ask_all(alice, {hub_fixture::call(alice, rpc_id{std::int64_t{1}}, subscribe_room{make::room_number(1), {}}),
                    hub_fixture::call(alice, rpc_id{std::int64_t{2}}, resume_session{{{make::room_number(1), {}}}}),
                    hub_fixture::call(alice, rpc_id{std::int64_t{3}}, unsubscribe_room{make::room_number(1)}),
                    hub_fixture::call(alice, std::nullopt, subscribe_room{make::room_number(1), {}})});
  CHECK(alice.batches == std::vector<lines>{{"1: invalid_request", "2: invalid_request", "3: invalid_request"}});
  f.ask_all(alice, {hub_fixture::call(alice, std::nullopt, subscribe_room{make::room_number(1), {}})});
  CHECK(f.messages.empty());
}

TEST_CASE("a batch may begin by saying who it is of") {
  hub_fixture f;
  auto alice = f.connect(std::nullopt);
  f.ask_all(alice, {hub_fixture::call(alice, rpc_id{std::int64_t{1}}, read_session{}),
                    hub_fixture::call(alice, rpc_id{std::int64_t{2}}, authenticate{"7"}),
                    join_call(alice, rpc_id{std::int64_t{3}}, 1)});
  f.answer(alice, f.take<open_session>().reply.request, done{});
  auto joined = f.take<call_room>();
  CHECK(joined.who.user == make::user(7));
  f.answer(alice, joined.reply.request, seat_given{1});
  CHECK(alice.batches == std::vector<lines>{{"1: unauthenticated", "2: result", "3: result"}});
}

TEST_CASE("what waits for the rest of its batch holds up what is asked next, and a session that ends keeps nothing") {
  session_limits limits;
  limits.max_outbox_bytes = 2'000;
  hub_fixture f{limits};
  auto alice = f.connect();
  std::vector<std::string> calls{join_call(alice, rpc_id{std::int64_t{1}}, 1)};
  for (int i = 0; i < 5; ++i) calls.push_back(hub_fixture::call(alice, rpc_id{std::int64_t{2}}, read_session{}));
  f.ask_all(alice, calls);
  auto gathered = f.metrics.edge.outbox_bytes().value();
  CHECK(gathered > 500);
  CHECK(f.hub.output(alice.number).empty());
  auto call = f.take<call_room>();
  for (int i = 0; i < 10; ++i) f.ask_all(alice, calls);
  CHECK_FALSE(alice.closed);
  CHECK_FALSE(f.hub.wants_bytes(alice.number));
  CHECK(f.metrics.edge.outbox_bytes().value() < 3'000);
  f.answer(alice, call.reply.request, seat_given{1});
  CHECK(alice.batches.size() == 1);
  f.hub.disconnect(alice.number);
  CHECK(f.metrics.edge.outbox_bytes().value() == 0);
}

TEST_CASE("a session that drains answers its batches before it goes") {
  hub_fixture f;
  auto alice = f.connect();
  f.ask_all(alice, {join_call(alice, rpc_id{std::int64_t{1}}, 1)});
  f.hub.drain(f.now);
  f.ask_all(alice, {hub_fixture::call(alice, rpc_id{std::int64_t{2}}, read_session{})});
  CHECK(alice.batches == std::vector<lines>{{"2: draining"}});
  CHECK_FALSE(alice.closed);
  f.answer(alice, f.take<call_room>().reply.request, seat_given{1});
  CHECK(alice.batches.back() == lines{"1: result"});
  CHECK(alice.was_closed_with(close_code::going_away));
}

TEST_CASE("a batch of garbage is as much garbage as has no request in it, and closes the session in its midst") {
  session_limits limits;
  limits.max_malformed = 3;
  hub_fixture f{limits};
  auto alice = f.connect();
  f.receive(alice, f.frame(alice, R"([1, 2, {"jsonrpc":"2.0","id":1,"method":"session.read"}, 3, 4])"));
  CHECK(alice.batches.size() == 1);
  CHECK_FALSE(alice.closed);
  f.receive(alice, f.frame(alice, R"([5, {"jsonrpc":"2.0","id":1,"method":"session.read"}])"));
  CHECK(alice.was_closed_with(close_code::too_many_errors));
  CHECK(alice.batches.size() == 1);
}

}  // namespace
}  // namespace moim::test
