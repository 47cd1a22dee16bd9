#include "tests/net/support/hub_fixture.hpp"

namespace moim::test {
namespace {

/// A request without an id.
void notify(hub_fixture& f, client& from, const method_call& what, request_options options = {}) {
  f.receive(from, f.frame(from, hub_fixture::call(from, std::nullopt, what, options)));
}

TEST_CASE("a notification is done and never answered, alone or in a batch") {
  for (auto wire : {encoding::json, encoding::msgpack}) {
    hub_fixture f;
    auto alice = f.connect(1, wire);
    request_options with_key{make::key(9), std::nullopt};
    notify(f, alice, join_room{make::room_number(3)}, with_key);
    auto call = hub_fixture::call(alice, std::nullopt, join_room{make::room_number(3)}, with_key);
    f.ask_all(alice, {call, call});
    for (auto outcome : {result<method_answer>{seat_given{4}}, result<method_answer>{fail(errc::room_full)},
                         result<method_answer>{seat_given{4}}}) {
      auto asked = f.take<call_room>();
      CHECK(asked.who.key == make::key(9));
      CHECK(std::holds_alternative<join_room>(asked.command));
      f.answer(alice, asked.reply.request, outcome);
    }
    CHECK(f.hub.in_flight() == 0);
    CHECK(f.hub.output(alice.number).empty());
    CHECK(alice.bytes.empty());
    CHECK(alice.batches.empty());
  }
}

TEST_CASE("nobody is told what is wrong with a notification, but of what is no request") {
  hub_fixture f;
  auto alice = f.connect();
  notify(f, alice, join_room{make::room_number(3)});  // without a key
  notify(f, alice, create_room{"banquet", "Soup", 7}, {make::key(7), std::nullopt});
  notify(f, alice, authenticate{"a token of nobody"});
  notify(f, alice, unsubscribe_room{make::room_number(3)});
  notify(f, alice, read_session{});
  f.receive(alice, f.frame(alice, R"({"jsonrpc":"2.0","method":"rpc.discover"})"));
  f.receive(alice, f.frame(alice, R"({"jsonrpc":"2.0","method":"room.dance","params":[1]})"));
  f.receive(alice, f.frame(alice, R"([{"jsonrpc":"2.0","method":"room.read","params":{}}])"));
  CHECK(alice.bytes.empty());
  CHECK(alice.batches.empty());
  CHECK(f.messages.empty());
  f.receive(alice, f.frame(alice, R"({"jsonrpc":"2.0","method":1})"));
  CHECK(alice.last_failure() == "invalid_request");
}

TEST_CASE("notifications count against the bounds") {
  session_limits limits;
  limits.max_in_flight = 2;
  limits.max_rate_refusals = 3;
  limits.requests_burst = 4;
  limits.requests_per_s = 1;
  hub_fixture f{limits};
  auto alice = f.connect();
  request_options with_key{make::key(9), std::nullopt};
  for (int i = 0; i < 3; ++i) notify(f, alice, join_room{make::room_number(3)}, with_key);
  CHECK(f.messages.size() == 2);
  f.join(alice, 1);
  CHECK(alice.last_failure() == "too_many_in_flight");
  for (int i = 0; i < 3; ++i) notify(f, alice, read_session{});
  CHECK(alice.was_closed_with(close_code::rate_abuse));
  CHECK(alice.messages.size() == 1);
}

TEST_CASE("a follow without an id begins, and its pushes come without an answer before them") {
  hub_fixture f;
  auto alice = f.connect();
  notify(f, alice, subscribe_room{make::room_number(1), std::nullopt});
  f.answer_followed(alice, f.take<follow_room>(), 4);
  CHECK(alice.messages.empty());
  f.hub.publish(f.publication(1, 5, 5), f.now);
  f.flush(alice);
  REQUIRE(alice.messages.size() == 1);
  CHECK(std::get<room_changed>(alice.messages[0]).from == 5);
}

TEST_CASE(
    "an unsubscribing notification does not wait for a resume, and a resume without an id releases what it held") {
  hub_fixture f;
  auto alice = f.connect();
  f.follow(alice, 3, 0);
  notify(f, alice, resume_session{{{make::room_number(1), {}}}});
  auto asked = f.take<follow_room>();
  f.hub.publish(f.publication(3, 1, 1), f.now);
  notify(f, alice, unsubscribe_room{make::room_number(3)});
  f.flush(alice);
  CHECK(alice.messages.size() == 1);
  f.answer_followed(alice, asked, 4);
  REQUIRE(alice.messages.size() == 2);
  CHECK(std::get<room_changed>(alice.messages[1]).room == make::room_number(3));
}

TEST_CASE("a request whose id is null is answered with that id") {
  hub_fixture f;
  auto alice = f.connect();
  f.receive(alice, f.frame(alice, R"({"jsonrpc":"2.0","id":null,"method":"session.read"})"));
  REQUIRE(alice.messages.size() == 1);
  CHECK(std::get<reply>(alice.messages[0]).id == rpc_id{null_id{}});
}

}  // namespace
}  // namespace moim::test
