#include "tests/net/support/hub_fixture.hpp"

namespace moim::test {
namespace {

TEST_CASE("a session that does not say who it is in time is closed") {
  hub_fixture f;
  auto alice = f.connect(std::nullopt);
  f.pass(session_limits{}.authentication_ms - 1);
  f.flush(alice);
  CHECK_FALSE(alice.closed);
  CHECK(f.hub.next_deadline() == f.now.steady_ms() + 1);
  f.pass(1);
  f.flush(alice);
  CHECK(alice.was_closed_with(close_code::authentication_timeout));
}

TEST_CASE("before it says who it is a session may ask what there is, and no more") {
  hub_fixture f;
  auto alice = f.connect(std::nullopt);
  f.ask(alice, 1, list_kinds{});
  CHECK(alice.last_reply() == 1);
  f.ask(alice, 2, read_session{});
  CHECK(alice.last_failure() == "unauthenticated");
  f.join(alice, 3);
  CHECK(alice.last_failure() == "unauthenticated");
  CHECK(f.messages.empty());
}

TEST_CASE("the first message may say who it is; what follows it need not wait") {
  hub_fixture f;
  auto alice = f.connect(std::nullopt);
  f.receive(alice, f.frame(alice, 1, authenticate{"7"}) +
                       f.frame(alice, 2, join_room{make::room_number(1)}, {make::key(1), std::nullopt}));
  auto opening = f.take<open_session>();
  CHECK(opening.user == make::user(7));
  CHECK(f.take<call_room>().who.user == make::user(7));
  CHECK(alice.messages.empty());
  f.answer(alice, opening.reply.request, done{});
  CHECK(alice.last_reply() == 1);
  CHECK(alice.decoder.decode(alice.bytes.back()));
  CHECK(alice.decoder.answer<session_view>()->user == make::user(7));
  f.hub.disconnect(alice.number);
  f.hub.take_messages(f.fresh);
  REQUIRE(f.fresh.size() == 1);
  CHECK(std::get<close_session>(f.fresh[0]).user == make::user(7));
  CHECK(std::get<close_session>(f.fresh[0]).session == alice.number);
}

TEST_CASE("who has too many sessions gets no other") {
  hub_fixture f;
  auto alice = f.connect(std::nullopt);
  f.ask(alice, 1, authenticate{"7"});
  f.answer(alice, f.take<open_session>().reply.request, fail(errc::too_many_sessions));
  CHECK(alice.last_failure() == "too_many_sessions");
  CHECK(alice.was_closed_with(close_code::too_many_sessions));

  auto number = f.hub.connect(encoding::json, identity{make::user(7), make::noon_ms + hour_ms}, f.now);
  client bob{encoding::json};
  bob.number = number;
  f.flush(bob);
  f.take<close_session>();
  f.answer(bob, f.take<open_session>().reply.request, fail(errc::too_many_sessions));
  CHECK(bob.was_closed_with(close_code::too_many_sessions));
}

TEST_CASE("a bad token is refused; a few of them close the session") {
  hub_fixture f;
  auto alice = f.connect(std::nullopt);
  f.ask(alice, 1, authenticate{"nonsense"});
  CHECK(alice.last_failure() == "token_invalid");
  f.ask(alice, 2, authenticate{"7@0"});
  CHECK(alice.last_failure() == "token_expired");
  CHECK_FALSE(alice.closed);
  f.ask(alice, 3, authenticate{"nonsense"});
  CHECK(alice.was_closed_with(close_code::token_refused));
}

TEST_CASE("a session ends with its token, unless it gets another in time") {
  hub_fixture f;
  auto alice = f.connect(std::nullopt);
  f.ask(alice, 1, authenticate{"7@1000"});
  f.answer(alice, f.take<open_session>().reply.request, done{});
  f.pass(999);
  f.ask(alice, 2, authenticate{"7@5000"});
  CHECK(alice.last_reply() == 2);
  CHECK(f.messages.empty());
  f.pass(4000);
  f.flush(alice);
  CHECK_FALSE(alice.closed);
  f.pass(1);
  f.flush(alice);
  CHECK(alice.was_closed_with(close_code::token_expired));
}

TEST_CASE("a session belongs to one person") {
  hub_fixture f;
  auto alice = f.connect(1);
  f.ask(alice, 1, authenticate{"2"});
  CHECK(alice.last_failure() == "token_invalid");
  f.ask(alice, 2, read_session{});
  CHECK(alice.last_reply() == 2);
}

TEST_CASE("a silent client is pinged, and closed if it does not answer that") {
  hub_fixture f;
  session_limits limits;
  auto alice = f.connect();
  f.pass(limits.ping_after_ms);
  f.flush(alice);
  CHECK(alice.pings == 1);
  f.pass(limits.pong_within_ms - 1);
  std::string pong;
  websocket::append_masked_frame(pong, websocket::opcode::pong, "", 1);
  f.receive(alice, pong);
  f.pass(limits.ping_after_ms);
  f.flush(alice);
  CHECK(alice.pings == 2);
  f.pass(limits.pong_within_ms);
  f.flush(alice);
  CHECK(alice.was_closed_with(close_code::idle));
  CHECK(f.hub.is_over(alice.number));
}

TEST_CASE("a clock that jumps pings, but closes nobody who answers") {
  hub_fixture f;
  auto alice = f.connect();
  f.pass(10 * minute_ms);
  f.flush(alice);
  CHECK(alice.pings == 1);
  CHECK_FALSE(alice.closed);
}

TEST_CASE("a server that drains answers what it has, takes nothing more, and says goodbye") {
  hub_fixture f;
  auto busy = f.connect(1);
  auto idle = f.connect(2);
  f.join(busy, 1);
  auto call = f.take<call_room>();
  f.hub.drain(f.now);
  f.flush(idle);
  CHECK(idle.was_closed_with(close_code::going_away));
  f.join(busy, 2);
  CHECK(busy.last_failure() == "draining");
  CHECK_FALSE(busy.closed);
  f.answer(busy, call.reply.request, seat_given{1});
  CHECK(busy.last_reply() == 1);
  CHECK(busy.was_closed_with(close_code::going_away));
}

TEST_CASE("a person's changes are pushed") {
  hub_fixture f;
  auto alice = f.connect(1, encoding::msgpack);
  f.hub.notify(alice.number, user_changed{make::room_number(4), membership::seated}, f.now);
  f.flush(alice);
  REQUIRE(alice.messages.size() == 1);
  CHECK(std::get<user_changed>(alice.messages[0]).room == make::room_number(4));
}

TEST_CASE("a number is never used twice, and what is meant for a session that is gone harms nobody") {
  hub_fixture f;
  auto alice = f.connect(1);
  f.join(alice, 1);
  auto call = f.take<call_room>();
  f.hub.disconnect(alice.number);
  auto bob = f.connect(2);
  CHECK(bob.number != alice.number);
  f.hub.answer(alice.number, call.reply.request, seat_given{1}, f.now);
  f.hub.notify(alice.number, user_changed{}, f.now);
  f.hub.disconnect(alice.number);
  f.flush(bob);
  CHECK(bob.messages.empty());
  CHECK(f.hub.sessions() == 1);
  CHECK(f.hub.in_flight() == 0);
}

}  // namespace
}  // namespace moim::test
