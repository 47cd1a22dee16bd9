#include "tests/actors/chat/chat_bench.hpp"

namespace moim::talking_cases {
namespace {

using bench::chat_bench;

TEST_CASE("a member's message is answered once it is in the chat's log, and the room's log knows nothing of it") {
  chat_bench b;
  auto before = b.logs().head_of(b.room.entity());
  auto said = b.say(1, "hello");
  b.run();
  CHECK(b.out.as<chat_sent>(said).message == 1);
  CHECK(b.length() == 1);
  CHECK(b.logs().head_of(b.room.entity()) == before);
  auto read = b.in_chat(1, read_chat{});
  b.run();
  CHECK(b.out.as<chat_page>(read).messages.at(0).text == "hello");
}

TEST_CASE("whoever was told that they are in may speak at once, also in the same breath") {
  chat_bench b;
  auto joined = b.in_room(2, join_room{});
  auto said = b.say(2, "I am in");
  b.run();
  CHECK(b.out.as<seat_given>(joined).seat == 2);
  CHECK(b.out.as<chat_sent>(said).message == 1);
}

TEST_CASE("strangers, and whoever was sent away, are refused by the room") {
  chat_bench b;
  auto stranger = b.say(2, "let me in");
  b.run();
  CHECK(b.out.refusal(stranger).code == errc::not_member);
  CHECK(b.length() == 0);
  b.in_room(2, join_room{});
  b.in_room(1, kick_member{}, 2);
  auto kicked = b.say(2, "but");
  b.run();
  CHECK(b.out.refusal(kicked).code == errc::not_member);
  auto read = b.in_chat(2, read_chat{});
  auto redacted = b.in_chat(2, redact_message{{}, 1});
  b.run();
  CHECK(b.out.refusal(read).code == errc::not_member);
  CHECK(b.out.refusal(redacted).code == errc::not_host);
}

TEST_CASE("a room that never was, and one of a kind without a chat, have none") {
  chat_bench b;
  auto to = b.reply();
  b.node().deliver(call_chat{make::room_number(9), send_message{make::room_number(9), "hello"}, make::by(1, 7, b.now()),
                             b.machine_now() + second_ms, to});
  b.open(2, 3);
  auto other = b.reply();
  b.node().deliver(call_chat{make::room_number(2), send_message{make::room_number(2), "hello"}, make::by(1, 8, b.now()),
                             b.machine_now() + second_ms, other});
  b.run();
  CHECK(b.out.refusal(to.request).code == errc::room_not_found);
  CHECK(b.out.refusal(other.request).code == errc::not_offered);
}

TEST_CASE("a message that comes again is said once, also by somebody who is out by then, and after a restart") {
  chat_bench b;
  b.in_room(2, join_room{});
  b.run();
  auto who = make::by(2, 77, b.now());
  auto first = b.in_chat(send_message{{}, "once"}, who);
  b.run();
  b.in_room(1, kick_member{}, 2);
  auto again = b.in_chat(send_message{{}, "once"}, who);
  b.run();
  CHECK(b.out.as<chat_sent>(again) == b.out.as<chat_sent>(first));
  b.restart();
  auto later = b.in_chat(send_message{{}, "once"}, who);
  b.run();
  CHECK(b.out.as<chat_sent>(later) == b.out.as<chat_sent>(first));
  CHECK(b.length() == 1);
}

TEST_CASE("many messages at once are one commit and one push") {
  chat_bench b;
  for (std::uint64_t n = 2; n < 22; ++n) b.in_room(n, join_room{});
  b.run();
  b.follow(1);
  b.run();
  for (std::uint64_t n = 2; n < 22; ++n) b.say(n, "hello");
  b.run();
  CHECK(b.length() == 1);
  auto pushed = b.pushed<chat_changed>();
  REQUIRE(pushed.size() == 1);
  CHECK(pushed[0].changes.size() == 20);
}

TEST_CASE("a message whose time was over in the room is not said later") {
  chat_bench b;
  auto to = b.reply();
  b.node().deliver(call_chat{b.room, send_message{b.room, "late"}, make::by(1, 9, b.now()), b.machine_now() - 1, to});
  b.run();
  CHECK(b.out.refusal(to.request).code == errc::deadline_exceeded);
  CHECK(b.length() == 0);
}

TEST_CASE("the bytes that chats keep are counted as long as they are in memory") {
  chat_bench b;
  b.say(1, "hello");
  b.run();
  CHECK(b.metrics.chats.text_bytes().value() == 5);
  b.in_chat(1, delete_message{{}, 1});
  b.run();
  CHECK(b.metrics.chats.text_bytes().value() == 0);
  b.say(1, "again");
  b.run();
  b.pass(3 * minute_ms);
  CHECK(b.metrics.entities.live(entity_type::chat).value() == 0);
  CHECK(b.metrics.chats.text_bytes().value() == 0);
}

TEST_CASE("old messages are forgotten in their time though nobody asks") {
  chat_bench b{{.keep_days = 1}};
  b.say(1, "yesterday");
  b.run();
  CHECK(b.logs().wake_of(chat_of(b.room)).value_or(0) >= make::noon_ms + 24 * hour_ms);
}

}  // namespace
}  // namespace moim::talking_cases
