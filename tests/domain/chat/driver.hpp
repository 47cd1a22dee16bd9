#pragma once

#include "domain/chat/chat_projection.hpp"
#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace moim::chat_test {

/// A chat that is driven the way an actor drives it, without one and without its room.
struct driver {
  chat state{};
  chat_terms terms{};
  version last = 0;
  time_ms now = make::noon_ms;
  std::uint64_t last_key = 0;
  std::vector<chat_event> happened{};

  result<chat_answer> ask(const chat_command& asked, const caller& who, std::optional<error> why_not = {}) {
    auto decided = decide(state, {asked, who, terms, std::move(why_not)}, now);
    if (!decided) return tl::unexpected{decided.error()};
    commit(decided->events);
    return decided->answer;
  }
  void commit(std::vector<chat_event> events) {
    happened = std::move(events);
    if (!happened.empty()) ++last;
    for (const auto& event : happened) apply(state, event, {last, now});
  }
  /// The n-th person asks with a fresh key.
  result<chat_answer> by(std::uint64_t n, const chat_command& asked) {
    return ask(asked, make::by(n, ++last_key, now));
  }
  errc refused(std::uint64_t n, const chat_command& asked) {
    auto answer = by(n, asked);
    REQUIRE_FALSE(answer);
    return answer.error().code;
  }
  /// The number of what the n-th person says.
  std::uint64_t say(std::uint64_t n, std::string text) {
    auto answer = by(n, send_message{{}, std::move(text)});
    REQUIRE(answer);
    return std::get<chat_sent>(*answer).message;
  }
  /// So many people say something, one each.
  void fill(std::uint64_t count, const std::string& text = "hello") {
    for (std::uint64_t n = 0; n < count; ++n) say(1'000 + n, text);
  }
  std::vector<std::uint64_t> numbers(const read_chat& asked = {}) {
    std::vector<std::uint64_t> all;
    for (const auto& each : page_of(state, asked).messages) all.push_back(each.message);
    return all;
  }
  template <class Event>
  std::size_t count() const {
    return static_cast<std::size_t>(std::count_if(
        happened.begin(), happened.end(), [](const chat_event& each) { return std::holds_alternative<Event>(each); }));
  }
  /// What is due by `until`, one after the other, each at its time.
  void pass_to(time_ms until) {
    for (auto next = next_due(state); next && next->at <= until; next = next_due(state)) {
      now = std::max(now, next->at);
      commit({next->event});
    }
    now = until;
  }
};

}  // namespace moim::chat_test
