#include "tests/actors/chat/chat_bench.hpp"

namespace moim {
namespace {

using bench::chat_bench;

bool lies_on_disk(chat_bench& b, const entity_id& entity, const std::string& text) {
  auto log = b.logs().read({entity, std::nullopt, 1'000});
  auto holds = [&](const auto& each) { return each.bytes.find(text) != std::string::npos; };
  return std::any_of(log.records.begin(), log.records.end(), holds) ||
         std::any_of(log.slices.begin(), log.slices.end(), holds);
}

void let_be_forgotten(chat_bench& b) {
  b.in_room(1, cancel_room{});
  b.run();
  b.move_clock(24 * hour_ms);
  b.pass(2 * minute_ms);
}

TEST_CASE("of a room that is forgotten, and of its chat, no word lies on disk any more") {
  chat_bench b{{}, {}, 1};
  b.say(1, "the soup is warm");
  b.run();
  REQUIRE(lies_on_disk(b, chat_of(b.room), "the soup is warm"));
  REQUIRE(lies_on_disk(b, b.room.entity(), "Room 1"));
  let_be_forgotten(b);
  CHECK_FALSE(lies_on_disk(b, chat_of(b.room), "the soup is warm"));
  CHECK_FALSE(lies_on_disk(b, b.room.entity(), "Room 1"));
  CHECK(b.metrics.chats.text_bytes().value() == 0);
}

TEST_CASE("the process may die at any time before its chat has heard of it") {
  chat_bench b{{}, {}, 1};
  b.say(1, "the soup is warm");
  b.run();
  b.in_room(1, cancel_room{});
  b.run();
  b.restart();
  b.move_clock(24 * hour_ms);
  for (int died = 0; died < 20; ++died) {
    b.pass(50);
    for (int steps = 0; steps < died; ++steps) b.step();
    b.restart();
  }
  b.pass(2 * minute_ms);
  CHECK_FALSE(lies_on_disk(b, chat_of(b.room), "the soup is warm"));
  CHECK_FALSE(lies_on_disk(b, b.room.entity(), "Room 1"));
}

TEST_CASE("a chat in which nobody ever wrote has nothing to forget") {
  chat_bench b{{}, {}, 1};
  let_be_forgotten(b);
  CHECK(b.length() == 0);
  CHECK(b.metrics.entities.deliveries_open().value() == 0);
}

TEST_CASE("what a room that is forgotten knew of requests is gone from its log as well, and its id stays taken") {
  chat_bench b{{}, {}, 1};
  let_be_forgotten(b);
  auto again = b.open(1, 50);
  b.run();
  CHECK(b.out.refusal(again).code == errc::room_gone);
  b.restart();
  auto asked = b.in_room(2, read_room{});
  b.run();
  CHECK(b.out.refusal(asked).code == errc::room_gone);
}

}  // namespace
}  // namespace moim
