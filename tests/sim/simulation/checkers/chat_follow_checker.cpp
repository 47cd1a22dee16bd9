#include "tests/sim/support/chat_fixture.hpp"

namespace moim::sim::chat_follow_checker_cases {
namespace {

/// Person 1, or somebody else, follows the chat of the fixture.
struct following : test::chat_fixture {
  explicit following(user_id who = make::user(1)) : follows{logs, found, who, second_ms} {}

  void begin(version at, std::vector<chat_message> page = {}) {
    follows.on_followed({room, false, token(at), chat_page{std::move(page)}, {}});
  }
  void push(version from, version to, std::vector<chat_change> changes) {
    follows.on_changed({room, from, to, token(to), std::move(changes)});
  }
  chat_change sent(std::uint64_t number, std::optional<std::string> text) const {
    return {"message_sent", number, alice, {}, std::move(text)};
  }
  chat_message kept(std::uint64_t number, std::optional<std::string> text) const {
    return {number, alice, make::noon_ms, std::move(text), {}, {}};
  }

  chat_follow_checker follows;
};

TEST_CASE("what is told as it was said is as it should be") {
  following f;
  f.begin(0);
  f.say(1, 1, "hello");
  f.push(1, 1, {f.sent(1, "hello")});
  CHECK(f.follows.behind().empty());
  f.say(2, 1, "again");
  CHECK(f.follows.behind().size() == 1);
  f.push(2, 2, {f.sent(2, "again")});
  f.follows.disconnected();
  f.follows.on_followed({f.room, true, f.token(2), std::nullopt, {}});
  CHECK(f.broken() == "none");
}

TEST_CASE("a gap, a change that is missing, and a text that was never written are seen") {
  following gap;
  gap.begin(0);
  gap.say(1, 1, "one");
  gap.say(2, 1, "two");
  gap.push(2, 2, {gap.sent(2, "two")});
  CHECK(gap.broken() == "P7");
  following missing;
  missing.begin(0);
  missing.say(1, 1, "one");
  missing.push(1, 1, {});
  CHECK(missing.broken() == "P7");
  following other;
  other.begin(0);
  other.say(1, 1, "one");
  other.push(1, 1, {other.sent(1, "eins")});
  CHECK(other.broken() == "P7");
}

TEST_CASE("a text that is told after it was taken away is seen, and one that is not told though it stands") {
  following told;
  told.begin(0);
  told.say(1, 1, "secret");
  told.talk({message_redacted{1, told.alice}});
  told.push(1, 2, {told.sent(1, "secret"), {"message_redacted", 1, told.alice, {}, {}}});
  CHECK(told.broken() == "P7");
  following kept_back;
  kept_back.begin(0);
  kept_back.say(1, 1, "hello");
  kept_back.push(1, 1, {kept_back.sent(1, std::nullopt)});
  CHECK(kept_back.broken() == "P7");
}

TEST_CASE("a snapshot has the newest messages that are kept, as they were then") {
  following f;
  for (std::uint64_t n = 1; n <= 6; ++n) f.say(n, 1, "hello");
  f.talk({message_redacted{6, f.alice}});
  f.begin(6, {f.kept(3, "hello"), f.kept(4, "hello"), f.kept(5, "hello"), f.kept(6, "hello")});
  f.begin(7, {f.kept(3, "hello"), f.kept(4, "hello"), f.kept(5, "hello"), f.kept(6, std::nullopt)});
  CHECK(f.broken() == "none");
  f.begin(7, {f.kept(3, "hello"), f.kept(4, "hello"), f.kept(5, "hello"), f.kept(6, "hello")});
  CHECK(f.broken() == "P7");
  following fewer;
  for (std::uint64_t n = 1; n <= 6; ++n) fewer.say(n, 1, "hello");
  fewer.begin(6, {fewer.kept(5, "hello"), fewer.kept(6, "hello")});
  CHECK(fewer.broken() == "P7");
}

TEST_CASE("somebody who is told what members say, and is none of them, is seen") {
  following f{make::user(9)};
  f.begin(0);
  f.say(1, 1, "hello");
  f.push(1, 1, {f.sent(1, "hello")});
  CHECK(f.broken() == "audience");
}

TEST_CASE("a page that is read has no text that was taken away before, and nothing out of its place") {
  following f;
  f.say(1, 1, "one");
  f.say(2, 1, "two");
  f.talk({message_deleted{1, f.alice}});
  f.follows.on_page(f.room, {}, {{f.kept(1, std::nullopt), f.kept(2, "two")}, false}, make::noon_ms + 1);
  f.follows.on_page(f.room, {}, {{f.kept(1, "one")}, false}, make::noon_ms - 1);
  CHECK(f.broken() == "none");
  f.follows.on_page(f.room, {f.room, {}, 1, {}}, {{f.kept(1, std::nullopt)}, false}, make::noon_ms);
  CHECK(f.broken() == "P7");
  following late;
  late.say(1, 1, "one");
  late.talk({message_deleted{1, late.alice}});
  late.follows.on_page(late.room, {}, {{late.kept(1, "one")}, false}, make::noon_ms + 1);
  CHECK(late.broken() == "P7");
}

TEST_CASE("of a chat whose log was forked nothing can be proved") {
  following f;
  f.begin(0);
  f.say(1, 1, "one");
  f.logs.on_tail_lost(chat_of(f.room), 1);
  f.say(1, 1, "eins");
  f.push(1, 1, {f.sent(1, "one")});
  CHECK(f.broken() == "none");
}

}  // namespace
}  // namespace moim::sim::chat_follow_checker_cases
