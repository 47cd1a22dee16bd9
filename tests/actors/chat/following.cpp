#include "tests/actors/chat/chat_bench.hpp"

namespace moim::chat_following_cases {
namespace {

using bench::chat_bench;

TEST_CASE("a follower gets the newest page, and then what is said") {
  chat_bench b;
  b.say(1, "before");
  b.run();
  auto asked = b.follow(1);
  b.run();
  auto answer = b.followed(asked);
  CHECK_FALSE(answer.recovered);
  CHECK(answer.snapshot->messages.at(0).text == "before");
  b.say(1, "after");
  b.in_chat(1, edit_message{{}, 1, "long before"});
  b.run();
  auto pushed = b.pushed<chat_changed>();
  REQUIRE(pushed.size() == 1);
  CHECK(pushed[0].from == 2);
  CHECK(pushed[0].to == 2);
  CHECK(pushed[0].token == to_text(b.logs().head_of(chat_of(b.room))));
  REQUIRE(pushed[0].changes.size() == 2);
  CHECK(pushed[0].changes[0].text == "after");
  CHECK(pushed[0].changes[1].event == "message_edited");
}

TEST_CASE("who comes back with a token is told all that they missed, once") {
  chat_bench b;
  b.say(1, "one");
  b.run();
  auto first = b.follow(1);
  b.run();
  auto token = b.followed(first).token;
  for (std::string text : {"two", "three"}) {
    b.say(1, text);
    b.run();
  }
  b.restart();
  auto again = b.follow(1, token);
  b.run();
  auto answer = b.followed(again);
  REQUIRE(answer.recovered);
  REQUIRE(answer.missed.size() == 1);
  CHECK(answer.missed[0].from == 2);
  CHECK(answer.missed[0].to == 3);
  REQUIRE(answer.missed[0].changes.size() == 2);
  CHECK(answer.missed[0].changes[1].text == "three");
}

TEST_CASE("who missed a text that was taken away since is not told it") {
  chat_bench b;
  b.say(1, "one");
  b.run();
  auto first = b.follow(1);
  b.run();
  b.say(1, "secret");
  b.run();
  b.in_chat(1, redact_message{{}, 2});
  b.run();
  auto again = b.follow(1, b.followed(first).token);
  b.run();
  auto changes = b.followed(again).missed.at(0).changes;
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].event == "message_sent");
  CHECK_FALSE(changes[0].text);
  CHECK(changes[1].event == "message_redacted");
}

TEST_CASE("who missed more than is kept gets the newest page") {
  chat_bench b{{.keep_messages = 2}};
  b.say(1, "one");
  b.run();
  auto first = b.follow(1);
  b.run();
  for (int i = 0; i < 4; ++i) {
    b.say(1, "more");
    b.run();
  }
  auto again = b.follow(1, b.followed(first).token);
  b.run();
  CHECK_FALSE(b.followed(again).recovered);
  CHECK(b.followed(again).snapshot->messages.size() == 2);
}

TEST_CASE("who missed more text than a few pages hold gets the newest page") {
  chat_bench b{{.max_chars = 4'000, .messages_per_minute = 1'000}};
  b.say(1, "one");
  b.run();
  auto first = b.follow(1);
  b.run();
  auto missed = [&](int messages) {
    for (int i = 0; i < messages; ++i) {
      b.say(1, std::string(4'000, 'x'));
      b.run();
    }
    auto again = b.follow(1, b.followed(first).token);
    b.run();
    return b.followed(again).missed.size();
  };
  CHECK(missed(50) == 1);
  CHECK(missed(50) == 0);
}

TEST_CASE("strangers do not follow a chat for members") {
  chat_bench b;
  auto asked = b.follow(2);
  b.run();
  CHECK(b.out.refusal(asked).code == errc::not_member);
}

TEST_CASE("the room tells those who follow its chat whom it sends away, before it answers that") {
  chat_bench b;
  for (std::uint64_t n : {2, 3}) b.in_room(n, join_room{});
  b.run();
  b.follow(2);
  b.run();
  b.in_room(1, kick_member{}, 2);
  b.in_room(3, leave_room{});
  b.run();
  REQUIRE(b.out.exclusions.size() == 1);
  CHECK(b.out.exclusions[0].topic == chat_of(b.room));
  CHECK_FALSE(b.out.exclusions[0].everybody);
  std::vector<user_id> out = b.out.exclusions[0].people;
  CHECK(std::count(out.begin(), out.end(), make::user(2)) > 0);
  CHECK(std::count(out.begin(), out.end(), make::user(3)) > 0);
  CHECK(std::count(out.begin(), out.end(), make::user(1)) == 0);
}

TEST_CASE("a ban shuts strangers out of a chat for everyone, and a kick nobody") {
  chat_bench b{{.who = circle::everyone}};
  b.in_room(2, join_room{});
  b.run();
  b.follow(9);
  b.run();
  b.in_room(1, kick_member{}, 2);
  b.run();
  CHECK(b.out.exclusions.empty());
  b.in_room(1, ban_person{}, 9);
  b.run();
  REQUIRE(b.out.exclusions.size() == 1);
  CHECK(b.out.exclusions[0].people == std::vector{make::user(9)});
}

TEST_CASE("a host who hands the room over stays in its chat as long as they sit there") {
  chat_bench b;
  b.in_room(2, join_room{});
  b.run();
  b.follow(1);
  b.run();
  b.in_room(1, hand_over{}, 2);
  b.run();
  CHECK(b.out.exclusions.empty());
  b.in_room(1, leave_room{});
  b.run();
  CHECK(b.out.exclusions.size() == 1);
}

TEST_CASE("once a room is forgotten nobody follows its chat any more, and what was done in it is not told again") {
  chat_bench b{{}, {}, 1};
  auto by = make::by(1, 500, b.now());
  auto sent = b.in_chat(send_message{{}, "hello"}, by);
  b.follow(1);
  b.run();
  b.out.as<chat_sent>(sent);
  b.in_room(1, cancel_room{});
  b.run();
  CHECK(b.out.exclusions.empty());
  b.move_clock(24 * hour_ms);
  b.pass(2 * minute_ms);
  REQUIRE_FALSE(b.out.exclusions.empty());
  CHECK(b.out.exclusions.back().everybody);
  auto again = b.in_chat(send_message{{}, "hello"}, by);
  b.run();
  CHECK(b.out.refusal(again).code == errc::room_gone);
}

TEST_CASE("a follow that is asked for in the batch that sends its person away is refused") {
  chat_bench b;
  b.in_room(2, join_room{});
  b.run();
  auto asked = b.follow(2);
  b.in_room(1, kick_member{}, 2);
  b.run();
  CHECK(b.out.refusal(asked).code == errc::not_member);
}

TEST_CASE("a room whose chat is followed stays in memory, and leaves when nobody does") {
  chat_bench b;
  b.follow(1);
  b.run();
  b.pass(3 * minute_ms);
  CHECK(b.metrics.entities.live(entity_type::room).value() == 1);
  CHECK(b.metrics.entities.live(entity_type::chat).value() == 1);
  b.node().deliver(unfollow_chat{b.room, &b.out});
  b.pass(3 * minute_ms);
  CHECK(b.metrics.entities.live(entity_type::room).value() == 0);
  CHECK(b.metrics.entities.live(entity_type::chat).value() == 0);
}

TEST_CASE("that somebody writes, and has read, is passed on and not kept") {
  chat_bench b;
  b.in_room(2, join_room{});
  b.run();
  b.follow(1);
  b.run();
  b.in_chat(2, tell_typing{});
  b.in_chat(2, tell_typing{});
  b.in_chat(2, tell_seen{{}, 1});
  b.run();
  b.in_chat(2, tell_seen{{}, 3});
  auto last = b.in_chat(1, tell_seen{{}, 2});
  b.run();
  b.out.as<done>(last);
  CHECK(b.pushed<chat_typed>().size() == 1);
  CHECK(b.pushed<chat_was_seen>().size() == 1);
  b.pass(2 * second_ms);
  auto seen = b.pushed<chat_was_seen>();
  REQUIRE(seen.size() == 2);
  CHECK(seen[1].marks == std::vector<seen_mark>{{make::user(1), 2}, {make::user(2), 3}});
  CHECK(b.length() == 0);
  auto stranger = b.in_chat(3, tell_typing{});
  b.run();
  CHECK(b.out.refusal(stranger).code == errc::not_member);
}

}  // namespace
}  // namespace moim::chat_following_cases
