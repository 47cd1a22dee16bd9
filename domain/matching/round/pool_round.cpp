#include "domain/matching/round/pool_round.hpp"

#include "domain/matching/round/wake_up.hpp"

#include <algorithm>

namespace moim {
namespace {

/// A room answers within a commit of its own.
constexpr std::uint32_t being_seated_retry_ms = 500;

}  // namespace

pool_decision pool_round::run(std::vector<pool_command> batch, wave& waves, const search_budget& budget) {
  due_work_.run(budget.due_tickets);
  decision_.leaves_due = due_work_.leaves_any();
  if (!decision_.leaves_due) decide_commands(std::move(batch));
  close_proposals();
  // A wave takes in whoever is in play once all that is due has happened.
  if (!decision_.leaves_due) settling_.gather_wave();
  settling_.run(waves, budget);
  decision_.work = draft_.space.work();
  penalties_.write();
  endings_.write_spared();
  decision_.wake_by = wake_up_after(draft_, due_work_);
  decision_.events = std::move(draft_.events);
  return std::move(decision_);
}

void pool_round::decide_commands(std::vector<pool_command> batch) {
  decision_.refusals.reserve(batch.size());
  submissions_.reserve(batch.size());
  for (auto& command : batch)
    decision_.refusals.push_back(std::visit([this](auto& each) { return on(each); }, command));
}

pool_round::refusal pool_round::on(const cancel_ticket& command) {
  if (const auto* party = draft_.parties.find(command.ticket)) return parties_.cancel(*party, command.by);
  auto ref = draft_.find(command.ticket);
  if (!ref) return error{errc::ticket_not_found, {}, {}};
  const auto& of = draft_.space.at(*ref);
  auto users = of.users();
  bool is_theirs = !command.by || std::find(users.begin(), users.end(), *command.by) != users.end();
  // A backfill's ticket is its room's, not its people's: only the room ends it.
  if (!is_theirs || of.is_backfill) return error{errc::ticket_not_found, {}, {}};
  if (backfills_.is_in_proposal(*ref)) return error{errc::being_seated, {}, being_seated_retry_ms};
  command.by ? proposals_.cancel(*ref) : endings_.end(*ref, ticket_end::cancelled);
  return std::nullopt;
}

pool_round::refusal pool_round::on(const set_presence& command) {
  if (!draft_.find(command.ticket)) return error{errc::ticket_not_found, {}, {}};
  // A ticket of this batch has to enter the pool first. No end time: its people are there for now.
  submissions_.write();
  auto here_until = command.here ? std::nullopt : std::optional{draft_.now};
  draft_.events.push_back(presence_changed{{command.ticket}, here_until});
  return std::nullopt;
}

pool_round::refusal pool_round::on(const answer_backfill& command) {
  backfills_.answer(command);
  return std::nullopt;
}

void pool_round::close_proposals() {
  submissions_.write();
  backfills_.end_given_up();
  endings_.write_ended();
  proposals_.close();
  // Some of the tickets that would have come back are over.
  endings_.write_ended();
}

pool_decision decide(const pool& state, std::vector<pool_command> batch, time_ms now, const search_budget& budget,
                     matcher_workspace& workspace) {
  pool_round round{state, std::max(now, state.last_at()), workspace.space};
  return round.run(std::move(batch), workspace.waves, budget);
}

}  // namespace moim
