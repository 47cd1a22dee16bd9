#pragma once

#include "domain/declare/resume_token.hpp"
#include "sim/simulation/checkers/chat_follow_checker.hpp"
#include "tests/sim/support/checker_fixture.hpp"

namespace moim::sim::test {

/// A room of person 1 with a chat for members, which keeps four messages; the test writes both logs itself.
struct chat_fixture : checker_fixture {
  chat_fixture() {
    auto of = make::meal();
    of.facets.emplace().part<moim::talk>() = chat_terms{.keep_messages = 4};
    land(room, {room_created{room, alice, of, "Soup", 4}, seat_taken{alice, 1}});
  }

  void talk(std::vector<chat_event> events, time_ms at = make::noon_ms) {
    auto next = logs.chats().find(room) ? logs.chats().find(room)->versions.size() + 1 : 1;
    if (next == 1) events.insert(events.begin(), chat_begun{{.keep_messages = 4}});
    auto bytes = store::encode_commit<chat_event>(at, std::span<const chat_event>{events});
    logs.on_landed(chat_of(room), {next, next, std::move(bytes)}, at);
  }
  void say(std::uint64_t number, std::uint64_t who, std::string text, time_ms at = make::noon_ms) {
    talk({message_sent{number, make::user(who), std::move(text)}}, at);
  }
  static std::string token(version at) { return to_text(head{at, at}); }

  const room_id room = make::room_number(1);
  const user_id alice = make::user(1);
  const user_id stranger = make::user(9);
};

}  // namespace moim::sim::test
