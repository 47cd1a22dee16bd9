#pragma once

#include "actors/outlet.hpp"

#include <catch2/catch.hpp>

#include <map>

namespace moim::bench {

/// Writes down what reaches the sessions, and fails the test if a request is answered twice.
class recording_outlet final : public outlet {
 public:
  struct follow_answer {
    audience who{};
    room_followed answer;
  };
  struct push {
    session_number session = 0;
    person_push change;
  };

  std::map<request_number, result<method_answer>> answers;
  std::map<request_number, follow_answer> follows;
  std::vector<std::shared_ptr<const room_publication>> publications;
  std::vector<push> pushes;

  bool has(request_number request) const { return answers.contains(request) || follows.contains(request); }
  template <class Answer>
  Answer as(request_number request) const {
    REQUIRE(answers.contains(request));
    const auto& answer = answers.at(request);
    INFO((answer ? "" : std::string{describe(answer.error().code).name}));
    REQUIRE(answer.has_value());
    return std::get<Answer>(*answer);
  }
  error refusal(request_number request) const {
    REQUIRE(answers.contains(request));
    REQUIRE_FALSE(answers.at(request).has_value());
    return answers.at(request).error();
  }
  follow_answer follow(request_number request) const {
    REQUIRE(follows.contains(request));
    return follows.at(request);
  }

  void answer(session_number, request_number request, result<method_answer> answer) override {
    REQUIRE_FALSE(has(request));
    answers.emplace(request, std::move(answer));
  }
  void followed(session_number, request_number request, audience who, room_followed answer) override {
    REQUIRE_FALSE(has(request));
    follows.emplace(request, follow_answer{who, std::move(answer)});
  }
  void publish(std::shared_ptr<const room_publication> publication) override {
    publications.push_back(std::move(publication));
  }
  void notify(session_number session, person_push push) override { pushes.push_back({session, std::move(push)}); }
};

}  // namespace moim::bench
