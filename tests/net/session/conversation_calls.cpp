#include "tests/net/support/hub_fixture.hpp"

namespace moim::test {
namespace {

TEST_CASE("a request becomes a message to its room, and the actor's answer the client's") {
  for (auto wire : {encoding::json, encoding::msgpack}) {
    hub_fixture f;
    auto alice = f.connect(1, wire);
    f.ask(alice, 42, join_room{make::room_number(3)}, {make::key(9), 500});
    auto call = f.take<call_room>();
    CHECK(call.room == make::room_number(3));
    CHECK(std::holds_alternative<join_room>(call.command));
    CHECK(call.who.user == make::user(1));
    CHECK(call.who.key == make::key(9));
    CHECK(call.who.parameters == digest_of(join_room{make::room_number(3)}));
    CHECK(call.deadline == make::noon_ms + 500);
    CHECK(call.reply.to == &f);
    CHECK(call.reply.session == alice.number);
    CHECK(alice.messages.empty());

    f.answer(alice, call.reply.request, seat_given{4});
    CHECK(alice.last_reply() == 42);
    auto told = alice.decoder.decode(alice.bytes.back());
    CHECK(alice.decoder.answer<seat_given>()->seat == 4);
    CHECK(f.hub.in_flight() == 0);
  }
}

TEST_CASE("a refusal of the actors' is told with its code") {
  hub_fixture f;
  auto alice = f.connect();
  f.join(alice, 1);
  f.answer(alice, f.take<call_room>().reply.request, fail(errc::room_full));
  CHECK(alice.last_failure() == "room_full");
}

TEST_CASE("answers may come in any order") {
  hub_fixture f;
  auto alice = f.connect();
  for (int id = 1; id <= 3; ++id) f.join(alice, id);
  auto first = f.take<call_room>();
  auto second = f.take<call_room>();
  auto third = f.take<call_room>();
  f.answer(alice, second.reply.request, seat_given{2});
  CHECK(alice.last_reply() == 2);
  f.answer(alice, first.reply.request, seat_given{1});
  CHECK(alice.last_reply() == 1);
  f.answer(alice, third.reply.request, seat_given{3});
  CHECK(alice.last_reply() == 3);
}

TEST_CASE("a room's id follows from who creates it with which key, and its kind is looked up") {
  hub_fixture f;
  auto alice = f.connect();
  f.ask(alice, 1, create_room{"meal", "Soup", 7}, {make::key(5), std::nullopt});
  auto call = f.take<call_host>().then;
  CHECK(call.room == created_room_id(make::secret, make::user(1), make::key(5)));
  auto command = std::get<create_room_resolved>(call.command);
  CHECK(command.room == call.room);
  CHECK(command.kind == make::meal());
  CHECK(command.title == "Soup");
  CHECK(command.seats == 7);

  f.ask(alice, 2, create_room{"meal", "Soup", std::nullopt}, {make::key(6), std::nullopt});
  CHECK(std::get<create_room_resolved>(f.take<call_host>().then.command).seats == make::meal().max_seats);

  f.ask(alice, 3, create_room{"banquet", "Soup", 7}, {make::key(7), std::nullopt});
  CHECK(alice.last_failure() == "kind_unknown");
  CHECK(f.messages.empty());
}

TEST_CASE("what the session knows itself is answered right away") {
  hub_fixture f;
  auto alice = f.connect();
  f.ask(alice, 1, read_session{});
  CHECK(alice.last_reply() == 1);
  auto view =
      alice.decoder.decode(alice.bytes.back()).and_then([&](auto) { return alice.decoder.answer<session_view>(); });
  CHECK(view->user == make::user(1));
  CHECK(view->now_ms == make::noon_ms);
  CHECK(view->expires_at_ms == make::noon_ms + hour_ms);
  f.ask(alice, 2, list_kinds{});
  CHECK(alice.last_reply() == 2);
  f.receive(alice, f.frame(alice, R"({"jsonrpc":"2.0","id":3,"method":"rpc.discover"})"));
  CHECK(alice.last_reply() == 3);
  CHECK(alice.bytes.back().find("room.join") != std::string::npos);
  CHECK(f.messages.empty());
}

TEST_CASE("lists go to the directory, and a person's rooms to the person") {
  hub_fixture f;
  auto alice = f.connect();
  list_rooms wanted;
  wanted.limit = 5;
  f.ask(alice, 1, wanted);
  CHECK(std::get<list_rooms>(f.take<call_directory>().query).limit == 5u);
  f.ask(alice, 2, read_user{});
  CHECK(f.take<call_user>().user == make::user(1));
}

TEST_CASE("bad requests get their error, and the session goes on") {
  hub_fixture f;
  auto alice = f.connect();
  auto refused = [&](std::string_view message) {
    f.receive(alice, f.frame(alice, message));
    return alice.last_failure();
  };
  CHECK(refused("{") == "parse_error");
  CHECK(refused("") == "parse_error");
  CHECK(refused("[]") == "invalid_request");
  CHECK(refused(R"({"jsonrpc":"2.0","id":1,"method":"room.dance","params":{}})") == "unknown_method");
  CHECK(refused(R"({"jsonrpc":"2.0","id":1,"method":"room.read","params":{"room":7}})") == "invalid_params");
  CHECK(refused(R"({"jsonrpc":"2.0","id":1,"method":"room.read","params":{}})") == "invalid_params");
  f.ask(alice, 2, join_room{make::room_number(1)});
  CHECK(alice.last_failure() == "key_missing");
  f.ask(alice, 3, read_session{});
  CHECK(alice.last_reply() == 3);
  CHECK_FALSE(alice.closed);
}

TEST_CASE("however the bytes are cut, the answers are the same") {
  auto run = [](std::size_t step) {
    hub_fixture f;
    auto alice = f.connect();
    std::string all = f.frame(alice, 1, read_session{}) + f.frame(alice, "garbage") +
                      f.frame(alice, 2, join_room{make::room_number(1)}, {make::key(1), std::nullopt}) +
                      f.frame(alice, 3, list_kinds{}) + f.frame(alice, 4, list_rooms{});
    websocket::append_masked_frame(all, websocket::opcode::ping, "hello", 1);
    for (std::size_t i = 0; i < all.size(); i += step) f.receive(alice, all.substr(i, step));
    CHECK(f.messages.size() == 2);
    CHECK(alice.pongs == std::vector<std::string>{"hello"});
    return alice.bytes;
  };
  auto whole = run(10'000);
  CHECK(whole.size() == 3);
  for (std::size_t step : {1, 2, 3, 5, 17, 64}) CHECK(run(step) == whole);
}

}  // namespace
}  // namespace moim::test
