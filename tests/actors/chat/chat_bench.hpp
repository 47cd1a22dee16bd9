#pragma once

#include "domain/declare/resume_token.hpp"
#include "tests/actors/support/node_bench.hpp"

namespace moim::bench {

/// A node with one room that has a chat: person 1 hosts it, and the n-th person asks with keys of their own.
class chat_bench : public node_bench {
 public:
  /// \param keep_days for how many days the room is kept once it is over; 0: for ever
  explicit chat_bench(chat_terms terms = {}, node_limits limits = {}, std::uint32_t keep_days = 0)
      : node_bench(limits) {
    auto of = make::meal();
    auto& facets = of.facets.emplace();
    facets.part<moderation>().emplace();
    facets.part<talk>() = terms;
    if (keep_days > 0) facets.part<kept_history>() = kept_history::rules{keep_days};
    auto opened = open(1, 50, std::move(of));
    run();
    out.as<room_opened>(opened);
  }

  template <class Method>
  request_number in_room(std::uint64_t n, Method method) {
    method.room = room;
    return ask(room, method, make::by(n, ++last_key_, now()));
  }
  template <class Method>
  request_number in_room(std::uint64_t n, Method method, std::uint64_t about) {
    method.person = make::user(about);
    return in_room(n, method);
  }
  template <class Method>
  request_number in_chat(Method method, const caller& who) {
    method.room = room;
    auto to = reply();
    node().deliver(call_chat{room, std::move(method), who, machine_now() + 10 * second_ms, to});
    return to.request;
  }
  template <class Method>
  request_number in_chat(std::uint64_t n, Method method) {
    return in_chat(std::move(method), make::by(n, ++last_key_, now()));
  }
  request_number say(std::uint64_t n, std::string text) { return in_chat(n, send_message{{}, std::move(text)}); }
  request_number follow(std::uint64_t n, std::optional<std::string> token = {}) {
    auto to = reply();
    auto seen = token ? parse_resume_token(*token) : std::nullopt;
    node().deliver(follow_chat{room, make::user(n), role::person, seen, machine_now() + 10 * second_ms, to});
    return to.request;
  }
  chat_followed followed(request_number asked) const {
    REQUIRE(out.chat_follows.contains(asked));
    return out.chat_follows.at(asked);
  }
  /// What the followers of the chat were pushed.
  template <class Push>
  std::vector<Push> pushed() const {
    std::vector<Push> all;
    for (const auto& each : out.publications)
      if (auto* push = std::get_if<Push>(&each->texts.at(0)); push && each->topic.type == entity_type::chat)
        all.push_back(*push);
    return all;
  }
  version length() { return logs().head_of(chat_of(room)).version; }

  const room_id room = make::room_number(1);

 private:
  std::uint64_t last_key_ = 1'000;
};

}  // namespace moim::bench
