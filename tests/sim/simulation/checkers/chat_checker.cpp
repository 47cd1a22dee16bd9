#include "tests/sim/support/chat_fixture.hpp"

namespace moim::sim::chat_checker_cases {
namespace {

using test::chat_fixture;

TEST_CASE("what members say in turn is as it should be") {
  chat_fixture f;
  f.say(1, 1, "hello");
  f.say(2, 1, "again");
  f.talk({message_edited{2, f.alice, "once more"}});
  f.talk({message_deleted{2, f.alice}});
  CHECK(f.broken() == "none");
  CHECK(f.logs.chats().find(f.room)->messages.at(2).text_at(3) == "once more");
  CHECK(f.logs.chats().find(f.room)->messages.at(2).text_at(2) == "again");
  CHECK_FALSE(f.logs.chats().find(f.room)->messages.at(2).text_at(4));
}

TEST_CASE("a number that does not come next, and a request that is done twice, are seen") {
  chat_fixture skipped;
  skipped.say(2, 1, "hello");
  CHECK(skipped.broken() == "P3");
  chat_fixture doubled;
  chat_request_answered done_once{make::key(1), doubled.alice, 0, chat_sent{1, 0}, 1};
  doubled.talk({message_sent{1, doubled.alice, "hello"}, done_once});
  doubled.talk({message_sent{2, doubled.alice, "hello"}, done_once});
  CHECK(doubled.broken() == "P3");
}

TEST_CASE("what is done to other people's messages is seen") {
  chat_fixture edited;
  edited.say(1, 1, "hello");
  edited.talk({message_edited{1, edited.stranger, "hullo"}});
  CHECK(edited.broken() == "P3");
  chat_fixture deleted;
  deleted.say(1, 1, "hello");
  deleted.talk({message_deleted{1, deleted.stranger}});
  CHECK(deleted.broken() == "P3");
}

TEST_CASE("somebody who talks and is none of the room's people is seen, unless they left a moment ago") {
  chat_fixture f;
  f.say(1, 9, "let me in");
  CHECK(f.broken() == "talk");
  chat_fixture left;
  left.land(left.room, {seat_taken{make::user(2), 2}});
  left.land(left.room, {seat_left{make::user(2)}});
  left.say(1, 2, "bye");
  CHECK(left.broken() == "none");
  left.say(2, 2, "bye again", make::noon_ms + 2 * minute_ms);
  CHECK(left.broken() == "talk");
}

TEST_CASE("a chat that has lost its end is read anew") {
  chat_fixture f;
  f.say(1, 1, "one");
  f.say(2, 1, "two");
  f.logs.on_tail_lost(chat_of(f.room), 1);
  CHECK(f.logs.chats().find(f.room)->forks == 1);
  f.say(2, 1, "zwei");
  CHECK(f.broken() == "none");
}

}  // namespace
}  // namespace moim::sim::chat_checker_cases
