#include "net/session/reply_writer.hpp"

#include "net/websocket/frame_reader.hpp"
#include "net/wire/client_codec.hpp"
#include "tests/net/support/batch_reader.hpp"
#include "tests/net/support/services_fixture.hpp"

#include <array>

namespace moim::test {
namespace {

const instant answered_at = instant_at(make::noon_ms);

std::string all_of(reply_writer& replies) {
  std::string all;
  std::array<std::string_view, 16> pieces;
  while (auto count = replies.queue().pieces(pieces)) {
    std::string some;
    for (auto piece : std::span{pieces}.first(count)) some.append(piece);
    replies.queue().written(some.size());
    all += some;
  }
  return all;
}

TEST_CASE("an answer is told under the client's own id, and counted by method and code") {
  for (auto wire : {encoding::json, encoding::msgpack}) {
    services_fixture f;
    reply_writer replies{f.shared, wire};
    asked what{rpc_id{std::int64_t{42}}, method_of(method_call{join_room{}}), 0};
    replies.tell(what, seat_given{4}, answered_at);
    replies.tell(what, fail(errc::room_full), answered_at);
    auto bytes = all_of(replies);
    websocket::frame_reader reader{websocket::end::client, max_server_message_bytes};
    reader.feed(bytes);
    message_decoder decoder{wire};
    auto first = decoder.decode(reader.next()->payload);
    CHECK(std::get<reply>(*first).id == rpc_id{std::int64_t{42}});
    CHECK(decoder.answer<seat_given>()->seat == 4);
    auto second = decoder.decode(reader.next()->payload);
    CHECK(std::get<failure>(*second).code == "room_full");
    CHECK(f.metrics.edge.requests(what.method, code_label::ok).value() == 1);
    CHECK(f.metrics.edge.requests(what.method, code_label{errc::room_full}).value() == 1);
  }
}

TEST_CASE("a notification is counted as any request, and never answered") {
  services_fixture f;
  reply_writer replies{f.shared, encoding::json};
  asked what{std::nullopt, method_of(method_call{join_room{}}), 0};
  replies.tell(what, seat_given{4}, answered_at);
  replies.tell(what, fail(errc::room_full), answered_at);
  replies.refuse({}, error{errc::unknown_method});
  replies.describe_methods({});
  CHECK(replies.queue().empty());
  CHECK(f.metrics.edge.requests(what.method, code_label::ok).value() == 1);
  CHECK(f.metrics.edge.requests(what.method, code_label{errc::room_full}).value() == 1);
  CHECK(f.metrics.edge.requests(method_label::unknown, code_label{errc::unknown_method}).value() == 1);
}

TEST_CASE("the answers of a batch are told as one message, and are of the outbox before") {
  for (auto wire : {encoding::json, encoding::msgpack}) {
    services_fixture f;
    reply_writer replies{f.shared, wire};
    auto batch = replies.begin_batch(2);
    auto place = [&](std::int64_t id, std::uint32_t index) {
      return asked{rpc_id{id}, method_label::unknown, 0, {batch, index}};
    };
    replies.refuse(place(8, 1), error{errc::unknown_method});
    CHECK(replies.queue().empty());
    CHECK(replies.bytes() > 100);
    CHECK(replies.own_bytes() == replies.bytes());
    replies.tell(place(7, 0), seat_given{4}, answered_at);
    CHECK(replies.bytes() == replies.queue().bytes());
    auto bytes = all_of(replies);
    websocket::frame_reader reader{websocket::end::client, max_server_message_bytes};
    reader.feed(bytes);
    CHECK(answer_lines(wire, reader.next()->payload) == std::vector<std::string>{"7: result", "8: unknown_method"});
  }
}

TEST_CASE("what was asked for leaves all room for pushes; pushes take it") {
  session_limits limits;
  limits.max_outbox_bytes = 100;
  services_fixture f{limits};
  reply_writer replies{f.shared, encoding::json};
  replies.pong(std::string(120, 'x'));
  replies.refuse({null_id{}}, error{errc::parse_error});
  CHECK(replies.has_room());
  CHECK_FALSE(replies.has_room(100));
  CHECK(replies.notify(user_changed{make::room_number(4), membership::seated}));
  CHECK_FALSE(replies.has_room());
  auto full = replies.queue().bytes();
  CHECK_FALSE(replies.notify(user_changed{make::room_number(4), membership::seated}));
  CHECK(replies.queue().bytes() == full);
  replies.append_held(std::make_shared<const std::string>("held"));
  CHECK(replies.queue().bytes() == full + 4);
  replies.refuse({null_id{}}, error{errc::parse_error});
  replies.append_close(1000, "done", false);
  CHECK(replies.queue().bytes() > full + 100);
}

TEST_CASE("a reader that would not get to a close frame behind what waits gets the close frame alone") {
  services_fixture f;
  reply_writer replies{f.shared, encoding::json};
  replies.pong(std::string(100, 'x'));
  replies.append_close(4000, "slow_reader", true);
  std::string expected;
  websocket::append_frame(expected, websocket::opcode::close, websocket::close_payload(4000, "slow_reader"));
  CHECK(all_of(replies) == expected);
}

TEST_CASE("a goodbye is answered with the code that it came with") {
  services_fixture f;
  reply_writer replies{f.shared, encoding::json};
  auto payload = websocket::close_payload(1000, "bye");
  replies.append_goodbye(payload);
  std::string expected;
  websocket::append_frame(expected, websocket::opcode::close, std::string_view{payload}.substr(0, 2));
  CHECK(all_of(replies) == expected);
}

}  // namespace
}  // namespace moim::test
