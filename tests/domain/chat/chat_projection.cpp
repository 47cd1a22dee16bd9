#include "tests/domain/chat/driver.hpp"

namespace moim::chat_projection_cases {
namespace {

using chat_test::driver;

std::vector<chat_change> seen(const std::vector<chat_event>& events, const chat& state) {
  std::vector<chat_change> all;
  for (const auto& event : events)
    if (auto change = project(event, state)) all.push_back(std::move(*change));
  return all;
}

TEST_CASE("followers see what was said and what became of it, and nothing of keys and terms") {
  driver d;
  d.say(1, "helo");
  CHECK(seen(d.happened, d.state) == std::vector{chat_change{"message_sent", 1, make::user(1), make::noon_ms, "helo"}});
  d.now += second_ms;
  REQUIRE(d.by(1, edit_message{{}, 1, "hello"}));
  CHECK(seen(d.happened, d.state) == std::vector{chat_change{"message_edited", 1, make::user(1), d.now, "hello"}});
  REQUIRE(d.by(9, redact_message{{}, 1}));
  CHECK(seen(d.happened, d.state) == std::vector{chat_change{"message_redacted", 1, make::user(9), {}, {}}});
}

TEST_CASE("a text that was taken away since is not told to those who come back") {
  driver d;
  d.say(1, "secret");
  auto before = d.happened;
  REQUIRE(d.by(1, edit_message{{}, 1, "more secret"}));
  before.insert(before.end(), d.happened.begin(), d.happened.end());
  REQUIRE(d.by(1, delete_message{{}, 1}));
  auto changes = seen(before, d.state);
  REQUIRE(changes.size() == 2);
  CHECK_FALSE(changes[0].text);
  CHECK_FALSE(changes[1].text);
}

TEST_CASE("of messages that are not kept any more nobody can tell that") {
  driver d;
  d.terms.keep_messages = 2;
  d.say(1, "one");
  auto first = d.happened;
  CHECK(keeps_all(first, d.state));
  d.fill(5);
  CHECK_FALSE(keeps_all(first, d.state));
  CHECK(keeps_all(d.happened, d.state));
  CHECK(keeps_all({messages_outlived{1}}, d.state));
}

TEST_CASE("what one commit says is told whole, also if it is more than is kept") {
  driver d;
  d.terms.keep_messages = 1;
  d.say(1, "one");
  auto both = d.happened;
  d.say(2, "two");
  both.insert(both.end(), d.happened.begin(), d.happened.end());
  auto changes = seen(both, d.state);
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].text == "one");
  CHECK(changes[1].text == "two");
}

}  // namespace
}  // namespace moim::chat_projection_cases
