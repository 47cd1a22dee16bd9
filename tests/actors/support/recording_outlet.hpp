#pragma once

#include "actors/outlet.hpp"

#include <catch2/catch.hpp>

#include <map>

namespace moim::bench {

/// What a publication of a room tells an audience.
inline const room_changed& seen_by(const publication& what, audience who = audience::outsider) {
  return std::get<room_changed>(what.texts[what.text_for(who)]);
}

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
  std::map<request_number, chat_followed> chat_follows;
  std::vector<std::shared_ptr<const publication>> publications;
  std::vector<exclusion> exclusions;
  std::vector<std::shared_ptr<const listing_publication>> lists;
  std::vector<push> pushes;

  bool has(request_number request) const {
    return answers.contains(request) || follows.contains(request) || chat_follows.contains(request);
  }
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
  void followed(session_number, request_number request, audience who, followed_answer answer) override {
    REQUIRE_FALSE(has(request));
    if (auto* room = std::get_if<room_followed>(&answer))
      follows.emplace(request, follow_answer{who, std::move(*room)});
    else
      chat_follows.emplace(request, std::get<chat_followed>(std::move(answer)));
  }
  void publish(std::shared_ptr<const publication> what) override { publications.push_back(std::move(what)); }
  void shut_out(std::shared_ptr<const exclusion> whom) override { exclusions.push_back(*whom); }
  void publish_list(std::shared_ptr<const listing_publication> publication) override {
    lists.push_back(std::move(publication));
  }
  void notify(session_number session, person_push push) override { pushes.push_back({session, std::move(push)}); }
};

}  // namespace moim::bench
