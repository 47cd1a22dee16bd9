#include "tests/net/support/hub_fixture.hpp"

namespace moim::test {
namespace {

session_limits with(auto&& change) {
  session_limits limits;
  change(limits);
  return limits;
}

TEST_CASE("more requests in flight than allowed are refused, and fit again once one is answered") {
  hub_fixture f{with([](auto& limits) { limits.max_in_flight = 3; })};
  auto alice = f.connect();
  for (int id = 1; id <= 4; ++id) f.join(alice, id);
  CHECK(f.messages.size() == 3);
  CHECK(alice.last_failure() == "too_many_in_flight");
  CHECK(std::get<failure>(alice.messages.back()).retry_after_ms == 200u);
  f.answer(alice, f.take<call_room>().reply.request, seat_given{1});
  f.join(alice, 5);
  CHECK(f.messages.size() == 3);
}

TEST_CASE("all sessions together have a bound too, also counting those that are gone") {
  hub_fixture f{with([](auto& limits) { limits.max_hub_in_flight = 2; })};
  auto alice = f.connect(1);
  auto bob = f.connect(2);
  f.join(alice, 1);
  f.join(alice, 2);
  f.hub.disconnect(alice.number);
  f.join(bob, 1);
  CHECK(bob.last_failure() == "overloaded");
  f.hub.answer(alice.number, f.take<call_room>().reply.request, seat_given{1}, f.now);
  f.join(bob, 2);
  CHECK(f.hub.in_flight() == 2);
}

TEST_CASE("who sends too fast is told when to go on, and closed only after going on and on") {
  hub_fixture f{with([](auto& limits) {
    limits.requests_per_s = 10;
    limits.requests_burst = 2;
    limits.max_rate_refusals = 5;
  })};
  auto alice = f.connect();
  f.ask(alice, 1, read_session{});
  f.ask(alice, 2, read_session{});
  CHECK(alice.last_reply() == 2);
  for (int id = 3; id <= 6; ++id) f.ask(alice, id, read_session{});
  CHECK(alice.last_failure() == "rate_limited");
  CHECK(std::get<failure>(alice.messages.back()).retry_after_ms == 100u);
  f.pass(100);
  f.ask(alice, 7, read_session{});
  CHECK(alice.last_reply() == 7);
  for (int id = 8; id <= 12; ++id) f.ask(alice, id, read_session{});
  CHECK(alice.was_closed_with(close_code::rate_abuse));
}

TEST_CASE("garbage without end closes the session") {
  hub_fixture f{with([](auto& limits) { limits.max_malformed = 3; })};
  auto alice = f.connect();
  for (int i = 0; i < 2; ++i) f.receive(alice, f.frame(alice, "garbage"));
  f.ask(alice, 1, read_session{});
  for (int i = 0; i < 2; ++i) f.receive(alice, f.frame(alice, "garbage"));
  CHECK_FALSE(alice.closed);
  f.receive(alice, f.frame(alice, "garbage"));
  CHECK(alice.was_closed_with(close_code::too_many_errors));
}

TEST_CASE("a message above the bound closes the session") {
  hub_fixture f{with([](auto& limits) { limits.max_message_bytes = 100; })};
  auto alice = f.connect();
  f.receive(alice, f.frame(alice, std::string(101, ' ')));
  CHECK(alice.was_closed_with(close_code::message_too_big));
  CHECK(f.hub.is_over(alice.number));
}

TEST_CASE("broken frames, the wrong kind of frame and text that is not UTF-8 close the session with their codes") {
  hub_fixture f;
  auto code_after = [&](encoding wire, std::string bytes) {
    auto who = f.connect(1, wire);
    f.receive(who, std::move(bytes));
    return who.closed.value_or(0);
  };
  std::string text;
  websocket::append_masked_frame(text, websocket::opcode::text, "{}", 1);
  std::string binary;
  websocket::append_masked_frame(binary, websocket::opcode::binary, "{}", 1);
  std::string no_utf8;
  websocket::append_masked_frame(no_utf8, websocket::opcode::text, "\xff", 1);
  CHECK(code_after(encoding::json, binary) == 1003);
  CHECK(code_after(encoding::msgpack, text) == 1003);
  CHECK(code_after(encoding::json, no_utf8) == 1007);
  CHECK(code_after(encoding::json, "GET / HTTP/1.1\r\n\r\n") == 1002);
}

TEST_CASE("a session that is closing answers nothing more and waits for the client's goodbye") {
  hub_fixture f;
  auto alice = f.connect();
  f.join(alice, 1);
  auto call = f.take<call_room>();
  std::string binary;
  websocket::append_masked_frame(binary, websocket::opcode::binary, "{}", 1);
  f.receive(alice, binary + f.frame(alice, 2, read_session{}));
  f.answer(alice, call.reply.request, seat_given{1});
  CHECK(alice.messages.empty());
  CHECK_FALSE(f.hub.is_over(alice.number));
  std::string goodbye;
  websocket::append_masked_frame(goodbye, websocket::opcode::close, websocket::close_payload(1000, ""), 1);
  f.receive(alice, goodbye);
  CHECK(f.hub.is_over(alice.number));
}

TEST_CASE("a client that does not say goodbye is not waited for") {
  hub_fixture f;
  auto alice = f.connect();
  std::string binary;
  websocket::append_masked_frame(binary, websocket::opcode::binary, "{}", 1);
  f.receive(alice, binary);
  f.pass(session_limits{}.close_within_ms - 1);
  CHECK_FALSE(f.hub.is_over(alice.number));
  f.pass(1);
  CHECK(f.hub.is_over(alice.number));
}

TEST_CASE("a goodbye is answered with its own code") {
  hub_fixture f;
  auto alice = f.connect();
  std::string goodbye;
  websocket::append_masked_frame(goodbye, websocket::opcode::close, websocket::close_payload(1000, "bye"), 1);
  f.receive(alice, goodbye + f.frame(alice, 2, read_session{}));
  CHECK(alice.was_closed_with(close_code::normal));
  CHECK(f.hub.is_over(alice.number));
  CHECK(alice.messages.empty());
  f.hub.disconnect(alice.number);
  CHECK(f.metrics.edge.connections_closed(close_reason::normal).value() == 1);
}

TEST_CASE("a slow reader is closed once its outbox is full, and holds no more than that") {
  hub_fixture f{with([](auto& limits) { limits.max_outbox_bytes = 2000; })};
  auto alice = f.connect();
  auto bob = f.connect(2);
  f.follow(alice, 1, 0);
  f.follow(bob, 1, 0);
  version v = 0;
  while (!f.hub.output(alice.number).empty() || v == 0) {
    ++v;
    f.hub.publish(f.publication(1, v, v), f.now);
    CHECK(f.hub.output(alice.number).bytes() < 2500);
    f.flush(bob);
    if (v > 100) break;
    if (f.hub.output(alice.number).bytes() < 200 && v > 2) break;  // given up
  }
  CHECK(v < 100);
  f.flush(alice);
  CHECK(alice.was_closed_with(close_code::slow_reader));
  // What had not been begun was given up: it is resumed.
  CHECK(alice.messages.size() == 1);
  CHECK(bob.messages.size() == v + 1);
  CHECK_FALSE(bob.closed);
}

}  // namespace
}  // namespace moim::test
