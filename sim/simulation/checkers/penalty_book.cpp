#include "sim/simulation/checkers/penalty_book.hpp"

namespace moim::sim {
namespace {

/// If a silence is noticed later than this, perhaps no server was there to take an answer.
constexpr time_ms blamed_within_ms = 2 * second_ms;

}  // namespace

void penalty_book::read(const matcher_event& event, const ticket_ledger& tickets, time_ms at,
                        std::vector<std::string>& amiss) {
  if (auto* came = std::get_if<tickets_submitted>(&event)) {
    for (const auto& each : came->tickets) look_at_submitted(each, at, amiss);
    for (const auto& each : came->matched_at_once) look_at_submitted(each, at, amiss);
  } else if (auto* ended = std::get_if<tickets_ended>(&event)) {
    if (!tickets.kind() || tickets.kind()->penalty_s == 0) return;
    for (const auto& each : ended->tickets) {
      const auto* story = tickets.find(each.ticket);
      if (each.why != ticket_end::silent || !story || !tickets.proposals().contains(story->proposal)) continue;
      bool in_time = at - tickets.proposals().at(story->proposal).until <= blamed_within_ms;
      if (in_time) due_.insert(story->of.users.front());
    }
  } else if (auto* given = std::get_if<penalised>(&event)) {
    if (!tickets.kind() || given->until != at + tickets.kind()->penalty_s * second_ms)
      amiss.push_back("P4: a penalty is not as long as the kind says");
    for (const auto& user : given->users) {
      due_.erase(user);
      until_[user] = given->until;
    }
  }
}

void penalty_book::look_at_submitted(const ticket& of, time_ms at, std::vector<std::string>& amiss) const {
  if (of.for_room) return;
  for (const auto& user : of.users)
    if (has_after(user, at)) amiss.push_back("P4: " + to_text(user) + " is let in before a penalty is over");
}

void penalty_book::end_commit(std::vector<std::string>& amiss) {
  for (const auto& user : due_) amiss.push_back("P4: " + to_text(user) + " was silent, and has no penalty");
  due_.clear();
}

bool penalty_book::has_after(const user_id& user, time_ms when) const {
  auto found = until_.find(user);
  return found != until_.end() && found->second > when;
}

}  // namespace moim::sim
