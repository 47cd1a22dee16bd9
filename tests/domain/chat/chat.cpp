#include "tests/domain/chat/driver.hpp"

namespace moim::chat_cases {
namespace {

using chat_test::driver;
using numbers = std::vector<std::uint64_t>;

TEST_CASE("a chat keeps the terms that its first message came with") {
  driver d;
  d.terms.keep_messages = 2;
  d.say(1, "one");
  CHECK(std::holds_alternative<chat_begun>(d.happened.front()));
  d.terms.keep_messages = 10;
  d.fill(3);
  CHECK(d.numbers() == numbers{3, 4});
}

TEST_CASE("the newest messages are kept, exactly as many as the kind says") {
  driver d;
  d.terms.keep_messages = 16;
  d.fill(100);
  CHECK(d.state.shown().size() == 16);
  CHECK(d.state.shown().front().message == 85);
  CHECK(d.state.messages.size() <= 18);
  CHECK(d.state.find(84) == nullptr);
  CHECK(d.state.find(85));
  CHECK(d.refused(1'000, delete_message{{}, 84}) == errc::message_not_found);
}

TEST_CASE("however many messages are kept, their text is bounded") {
  driver d;
  d.terms.keep_messages = 10'000;
  d.terms.max_chars = 4'000;
  d.fill(400, std::string(4'000, 'x'));
  CHECK(d.state.text_bytes <= max_chat_bytes + max_chat_bytes / 8);
  CHECK(d.state.text_bytes > max_chat_bytes - 4'000);
  CHECK(d.state.shown().back().message == 400);
  auto copy = d.state;
  copy.text_bytes = 0;
  copy.after_reading();
  CHECK(copy == d.state);
}

TEST_CASE("messages are forgotten within the hour in which their days are over, together") {
  driver d;
  d.terms.keep_days = 1;
  d.say(1, "one");
  d.now += 1'000;
  d.say(2, "two");
  d.now += 2 * hour_ms;
  d.say(3, "three");
  auto due = next_due(d.state);
  REQUIRE(due);
  CHECK(due->at >= make::noon_ms + 24 * hour_ms);
  CHECK(due->at < make::noon_ms + 25 * hour_ms);
  CHECK(std::get<messages_outlived>(due->event).up_to == 2);
  d.pass_to(due->at);
  CHECK(d.numbers() == numbers{3});
  d.pass_to(d.now + 3 * hour_ms);
  CHECK(d.numbers().empty());
  CHECK_FALSE(next_due(d.state));
  CHECK(d.state.text_bytes == 0);
  CHECK(d.say(4, "four") == 4);
}

TEST_CASE("what was said in a chat that is forgotten is gone, and nobody writes in it any more") {
  driver d;
  CHECK(forget(d.state).empty());
  d.fill(10);
  d.commit(forget(d.state));
  CHECK(d.count<chat_forgotten>() == 1);
  CHECK(d.numbers().empty());
  CHECK(d.state.text_bytes == 0);
  CHECK(d.state.last == 10);
  CHECK(d.refused(1, send_message{{}, "hello"}) == errc::room_gone);
  CHECK(d.refused(1, read_chat{}) == errc::room_gone);
  CHECK(forget(d.state).empty());
}

TEST_CASE("a chat is read page by page in both directions") {
  driver d;
  CHECK(d.numbers().empty());
  d.fill(10);
  CHECK(d.numbers({{}, {}, {}, 3}) == numbers{8, 9, 10});
  CHECK(page_of(d.state, {{}, {}, {}, 3}).more);
  CHECK(d.numbers({{}, 8, {}, 3}) == numbers{5, 6, 7});
  CHECK(d.numbers({{}, 3, {}, 3}) == numbers{1, 2});
  CHECK_FALSE(page_of(d.state, {{}, 3, {}, 3}).more);
  CHECK(d.numbers({{}, {}, 5, 3}) == numbers{6, 7, 8});
  CHECK(page_of(d.state, {{}, {}, 5, 3}).more);
  CHECK(d.numbers({{}, {}, 8, 3}) == numbers{9, 10});
  CHECK_FALSE(page_of(d.state, {{}, {}, 8, 3}).more);
  CHECK(d.numbers({{}, 6, 2, 100}) == numbers{3, 4, 5});
  CHECK(d.numbers({{}, 2, 5, 100}).empty());
  CHECK(d.numbers({{}, {}, 10, {}}).empty());
}

}  // namespace
}  // namespace moim::chat_cases
