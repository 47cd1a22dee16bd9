#include "sim/match/runs/crowd.hpp"

#include "sim/scenarios/random_source.hpp"

#include <algorithm>

namespace moim::sim {

crowd::crowd(const recording& history, const crowd_options& options) : options_(options) {
  for (const auto& each : history.commands)
    if (const auto* submit = std::get_if<submit_ticket>(&each.command))
      users_.emplace(submit->ticket.id, submit->ticket.users);
}

std::vector<timed_command> crowd::answers_to(time_ms at, const proposed& event) {
  // Most answer in the first half of their time.
  auto mean_ms = static_cast<double>(event.until - at) / 4;
  std::vector<timed_command> answers;
  for (const auto& id : event.tickets)
    for (const auto& user : users_[id]) {
      random_source chance{mix64(options_.seed ^ mix64(user.low)) + asked_[user]++};
      auto mind = chance.share();
      auto after_ms = static_cast<time_ms>(chance.exponential(mean_ms));
      if (mind < options_.silent || at + after_ms >= event.until) continue;
      answers.push_back({at + after_ms, answer_proposal{id, user, mind >= options_.silent + options_.declining}});
    }
  std::stable_sort(answers.begin(), answers.end(),
                   [](const timed_command& a, const timed_command& b) { return a.at < b.at; });
  return answers;
}

}  // namespace moim::sim
