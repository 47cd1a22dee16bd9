#include "tests/domain/chat/driver.hpp"

namespace moim::chat_deciding_cases {
namespace {

using chat_test::driver;
using numbers = std::vector<std::uint64_t>;

TEST_CASE("messages are numbered in the order in which they were sent, and say who and when") {
  driver d;
  CHECK(d.say(1, "hello") == 1);
  d.now += 5;
  CHECK(std::get<chat_sent>(*d.by(2, send_message{{}, "hi"})) == chat_sent{2, d.now});
  auto page = page_of(d.state, {});
  REQUIRE(page.messages.size() == 2);
  CHECK(page.messages[0] == chat_message{1, make::user(1), make::noon_ms, "hello", {}, {}});
  CHECK(page.messages[1].by == make::user(2));
  CHECK_FALSE(page.more);
}

TEST_CASE("a request that comes again gets its first outcome, and nothing is said twice") {
  driver d;
  auto who = make::by(1, 7);
  REQUIRE(d.ask(send_message{{}, "once"}, who));
  d.now += second_ms;
  CHECK(std::get<chat_sent>(*d.ask(send_message{{}, "once"}, who)) == chat_sent{1, make::noon_ms});
  CHECK(d.happened.empty());
  CHECK(d.numbers() == numbers{1});
  CHECK(d.ask(send_message{{}, "no key"}, caller{make::user(1)}).error().code == errc::key_missing);
}

TEST_CASE("whom the room does not let through is refused, but for what was done before") {
  driver d;
  auto who = make::by(1, 7);
  REQUIRE(d.ask(send_message{{}, "in time"}, who));
  error kicked{errc::not_member};
  CHECK(std::get<chat_sent>(*d.ask(send_message{{}, "in time"}, who, kicked)).message == 1);
  CHECK(d.ask(send_message{{}, "too late"}, make::by(1, 8), kicked).error() == kicked);
  CHECK(d.ask(read_chat{}, make::by(1, 9), kicked).error() == kicked);
  CHECK(d.numbers() == numbers{1});
}

TEST_CASE("a text is as long as the kind allows, and has nothing in it that turns it around") {
  driver d;
  d.terms.max_chars = 3;
  CHECK(d.say(1, "\xf0\x9f\x8d\x9c\xf0\x9f\x8d\x9c\xf0\x9f\x8d\x9c") == 1);
  CHECK(d.refused(1, send_message{{}, "four"}) == errc::text_invalid);
  CHECK(d.refused(1, edit_message{{}, 1, "four"}) == errc::text_invalid);
  CHECK(d.refused(1, send_message{{}, "\xe2\x80\xae"}) == errc::text_invalid);
  CHECK(d.state.last == 1);
}

TEST_CASE("its author gives a message another text, and nobody else does") {
  driver d;
  d.say(1, "helo");
  CHECK(d.refused(2, edit_message{{}, 1, "hullo"}) == errc::not_author);
  CHECK(d.refused(1, edit_message{{}, 2, "hello"}) == errc::message_not_found);
  d.now += second_ms;
  REQUIRE(d.by(1, edit_message{{}, 1, "hello"}));
  CHECK(d.state.find(1)->text == "hello");
  CHECK(d.state.find(1)->edited_at_ms == d.now);
  CHECK(d.state.text_bytes == 5);
}

TEST_CASE("of a message that its author deletes only stays that it was there") {
  driver d;
  d.say(1, "secret");
  CHECK(d.refused(2, delete_message{{}, 1}) == errc::not_author);
  CHECK(d.refused(1, delete_message{{}, 2}) == errc::message_not_found);
  REQUIRE(d.by(1, delete_message{{}, 1}));
  REQUIRE(d.state.find(1));
  CHECK_FALSE(d.state.find(1)->text);
  CHECK(d.state.find(1)->removed_by == make::user(1));
  CHECK(d.state.text_bytes == 0);
  CHECK(d.refused(1, edit_message{{}, 1, "again"}) == errc::message_not_found);
}

TEST_CASE("of a message that was taken away twice it stays who did it first") {
  driver d;
  d.say(1, "rude");
  CHECK(d.refused(9, redact_message{{}, 2}) == errc::message_not_found);
  REQUIRE(d.by(9, redact_message{{}, 1}));
  REQUIRE(d.by(1, delete_message{{}, 1}));
  REQUIRE(d.by(8, redact_message{{}, 1}));
  CHECK_FALSE(d.state.find(1)->text);
  CHECK(d.state.find(1)->removed_by == make::user(9));
}

TEST_CASE("whoever writes too fast is told how long to wait; edits count, what is taken away does not") {
  driver d;
  d.terms.messages_per_minute = 2;
  d.say(1, "one");
  REQUIRE(d.by(1, edit_message{{}, 1, "eins"}));
  auto refused = d.by(1, send_message{{}, "two"});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == errc::too_fast);
  CHECK(refused.error().retry_after_ms == 30'000);
  CHECK(d.refused(1, edit_message{{}, 1, "uno"}) == errc::too_fast);
  REQUIRE(d.by(1, delete_message{{}, 1}));
  d.say(2, "another");
  d.now += 30'000;
  CHECK(d.say(1, "two") == 3);
}

}  // namespace
}  // namespace moim::chat_deciding_cases
