#pragma once

#include "domain/room/room.hpp"
#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

namespace moim::room_test {

/// A room that is driven the way an actor drives it, without one.
struct driver {
  room state;
  version last = 0;
  time_ms now = make::noon_ms;

  result<room_answer> ask(const room_command& command, const caller& who) {
    auto decided = decide(state, command, who, now);
    if (!decided) return tl::unexpected{decided.error()};
    commit(decided->events);
    return decided->answer;
  }
  void commit(const std::vector<room_event>& events) {
    if (events.empty()) return;
    ++last;
    for (const auto& event : events) apply(state, event, {last, now});
  }
  errc refusal(const room_command& command, const caller& who) {
    auto answer = ask(command, who);
    REQUIRE_FALSE(answer);
    return answer.error().code;
  }
};

}  // namespace moim::room_test
