#pragma once

#include "domain/room/projection.hpp"
#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

namespace moim::room_test {

/// A room that is driven the way an actor drives it, without one.
struct driver {
  room state;
  version last = 0;
  time_ms now = make::noon_ms;
  std::uint64_t last_key = 1'000'000;
  std::vector<room_event> happened{};

  result<room_answer> ask(const room_command& command, const caller& who) {
    auto decided = decide(state, command, who, now);
    if (!decided) {
      commit(left_by_refusal(state, command, who, decided.error(), now));
      return tl::unexpected{decided.error()};
    }
    commit(decided->events);
    return decided->answer;
  }
  void commit(const std::vector<room_event>& events) {
    if (events.empty()) return;
    happened = events;
    settle(state, happened, {++last, now}, 0);
  }
  errc refusal(const room_command& command, const caller& who) {
    auto answer = ask(command, who);
    REQUIRE_FALSE(answer);
    return answer.error().code;
  }

  /// Opens a room of `seats` seats with person 1 as its host.
  void open(std::uint32_t seats, kind of) { REQUIRE(ask(make::create(seats, std::move(of)), make::by(1, ++last_key))); }
  /// The n-th person asks with a fresh key.
  template <class Method>
  result<room_answer> by(std::uint64_t n, Method method) {
    method.room = state.id;
    return ask(method, make::by(n, ++last_key, now));
  }
  template <class Method>
  result<room_answer> by(std::uint64_t n, Method method, std::uint64_t about) {
    method.person = make::user(about);
    return by(n, method);
  }
  template <class Method, class... About>
  errc refused(std::uint64_t n, Method method, About... about) {
    auto answer = by(n, method, about...);
    REQUIRE_FALSE(answer);
    return answer.error().code;
  }
  std::uint32_t seat_of(std::uint64_t n) const { return state.get<seats>().seat_of(make::user(n)); }
  std::uint32_t taken() const { return state.get<seats>().taken(); }
  /// What is due by `until`, one after the other, each at its time.
  void pass_to(time_ms until) {
    for (auto next = next_due(state); next && next->at <= until; next = next_due(state)) {
      now = std::max(now, next->at);
      commit({next->event});
    }
    now = until;
  }
  template <class Event>
  std::size_t count() const {
    return static_cast<std::size_t>(std::count_if(
        happened.begin(), happened.end(), [](const room_event& each) { return std::holds_alternative<Event>(each); }));
  }
};

/// A kind whose file has the tables of these facets, as they are by default.
template <class... Facets>
kind kind_with(std::uint32_t open_for_s = 0) {
  auto made = make::meal(open_for_s);
  auto& facets = made.facets.emplace();
  (facets.part<Facets>().emplace(), ...);
  return made;
}

}  // namespace moim::room_test
