#include "domain/matching/round/pool_round.hpp"

#include "domain/matching/pool/presence.hpp"
#include "domain/planted.hpp"

#include <algorithm>

namespace moim {
namespace {

/// A room answers within a commit of its own.
constexpr std::uint32_t being_seated_retry_ms = 500;

}  // namespace

pool_round::pool_round(const pool& state, time_ms now, const search_budget& budget, matcher_workspace& workspace)
    : state_(state),
      now_(now),
      budget_(budget),
      space_(workspace.space),
      waves_(workspace.waves),
      last_proposal_(state.last_proposal()),
      next_age_(state.next_age()) {
  space_.begin(state.kind(), state.table(), now);
}

std::optional<ticket_ref> pool_round::find(const ticket_id& id) const {
  if (auto found = space_.draft().find(id)) {
    auto ref = *found | draft_bit;
    if (!space_.is_gone(ref)) return ref;
  }
  if (auto found = state_.table().find(id); found && !space_.is_gone(*found)) return *found;
  return std::nullopt;
}

bool pool_round::is_waiting(const user_id& user) const {
  return space_.draft().any_of_user(user, [this](slot which) { return !space_.is_gone(which | draft_bit); }) ||
         state_.table().any_of_user(user, [this](slot which) { return !space_.is_gone(which); });
}

open_proposal* pool_round::touched(std::uint64_t number) {
  auto known = state_.proposals().find(number);
  if (known == state_.proposals().end()) return nullptr;
  auto [found, is_new] = proposals_.try_emplace(number, known->second);
  return found->second ? &*found->second : nullptr;
}

void pool_round::end(ticket_ref ref, ticket_end why) {
  const auto& of = space_.at(ref);
  auto& ended = ended_.tickets.emplace_back(ended_ticket{of.id, why, {}, of.submitted_at});
  // Those who sit in a room that was looking for others did not wait.
  auto users = of.users();
  if (!of.seeks) ended.users.assign(users.begin(), users.end());
  if (!is_draft(ref)) {
    auto proposal = state_.standing(ref).proposal;
    if (proposal != 0 && touched(proposal) && !is_planted(planted_bug::proposal_stays_open))
      closing_.push_back(proposal);
  }
  if (why == ticket_end::cancelled && is_planted(planted_bug::cancelled_and_matched)) return;
  space_.take(ref);
}

void pool_round::flush_ended() {
  if (ended_.tickets.empty()) return;
  decision_.events.push_back(std::move(ended_));
  ended_ = {};
}

void pool_round::see_to_what_is_due() {
  std::vector<slot> due;
  state_.timers().for_each_due(now_, [&](slot which) { due.push_back(which); });
  if (due.empty()) return;
  saw_to_something_ = true;
  const auto& table = state_.table();
  std::sort(due.begin(), due.end(), [&](slot a, slot b) { return table.age(a) < table.age(b); });
  for (auto which : due) see_to(which);
  flush_ended();
}

bool pool_round::has_ended(slot which) {
  const auto& of = state_.table().at(which);
  auto window = last_window_start(of, state_.kind().notice_s * second_ms);
  auto absent = absent_at(state_.kind(), state_.standing(which));
  if (of.expires_at + (is_planted(planted_bug::time_outlived) ? second_ms : 0) <= now_)
    end(which, ticket_end::expired);
  else if (window && *window < now_)
    end(which, ticket_end::window_passed);
  else if (absent && *absent <= now_ && was_unattended(state_, now_))
    return still_here_.tickets.push_back(of.id), false;
  else if (absent && *absent <= now_)
    end(which, ticket_end::absent);
  else
    return false;
  return true;
}

void pool_round::see_to(slot which) {
  const auto& of = state_.table().at(which);
  const auto& standing = state_.standing(which);
  if (space_.is_gone(which)) return;
  if (standing.proposal != 0) {
    if (state_.proposals().contains(standing.proposal)) silence(standing.proposal);
    return;
  }
  if (has_ended(which)) return;
  auto steps = of.steps_done;
  while (of.steps && steps < of.steps->relax.size() &&
         of.submitted_at + of.steps->relax[steps].after_s * second_ms <= now_)
    ++steps;
  auto retry = next_retry(state_.kind(), of, standing.retried_at);
  if (retry && *retry <= now_) decision_.events.push_back(tickets_retried{{of.id}});
  if (steps == of.steps_done) return fresh_.push_back(which);
  decision_.events.push_back(tickets_relaxed{{{of.id, steps}}});
  auto& draft = space_.draft();
  auto drafted = draft.add(make_relaxed_profile(*of.steps, steps, draft.names()), state_.table().age(which));
  space_.take(which);
  if (is_planted(planted_bug::relaxed_not_tried)) return;
  fresh_.push_back(drafted | draft_bit);
}

void pool_round::take(std::vector<pool_command> batch) {
  decision_.refusals.reserve(batch.size());
  submitted_.tickets.reserve(batch.size());
  for (auto& command : batch)
    decision_.refusals.push_back(std::visit([this](auto& each) { return on(std::move(each)); }, command));
}

pool_round::refusal pool_round::on(submit_ticket&& command) {
  auto& from = command.ticket;
  from.submitted_at = now_;
  if (from.expires_at == 0) from.expires_at = now_ + state_.kind().ttl_s * second_ms;
  if (auto no = why_penalised(from.users)) return no;
  auto not_yet = avoided_by(from.users);
  auto checked = checked_ticket(state_.kind(), std::move(from));
  if (!checked) return checked.error();
  if (checked->expires_at <= now_) return error{errc::ticket_over, {}, {}};
  if (find(checked->id)) return error{errc::already_waiting, {}, {}};
  for (const auto& user : checked->users) {
    if (is_waiting(user)) return error{errc::already_waiting, {}, {}};
    if (is_planted(planted_bug::company_not_looked_at)) break;
  }
  checked->not_with.insert(checked->not_with.end(), not_yet.begin(), not_yet.end());
  auto& draft = space_.draft();
  auto drafted = draft.add(make_profile(*checked, draft.names()), next_age_++);
  auto window = last_window_start(draft.at(drafted), state_.kind().notice_s * second_ms);
  if (window && *window < now_) {
    draft.remove(drafted);
    return error{errc::criterion_invalid, "the window has passed", {}};
  }
  submitted_.tickets.push_back(std::move(*checked));
  if (state_.kind().wave_ms == 0) fresh_.push_back(drafted | draft_bit);
  return std::nullopt;
}

pool_round::refusal pool_round::on(const cancel_ticket& command) {
  auto found = find(command.ticket);
  if (!found) return error{errc::ticket_not_found, {}, {}};
  auto users = space_.at(*found).users();
  bool is_theirs = !command.by || std::find(users.begin(), users.end(), *command.by) != users.end();
  if (!is_theirs || space_.at(*found).seeks) return error{errc::ticket_not_found, {}, {}};
  if (held_for(*found)) return error{errc::being_seated, {}, being_seated_retry_ms};
  // Whoever is asked and takes the ticket back lets the others down as much as who declines.
  auto proposal = is_draft(*found) ? 0 : state_.standing(*found).proposal;
  bool is_over = std::find(closing_.begin(), closing_.end(), proposal) != closing_.end();
  if (proposal != 0 && !is_over && command.by) penalise(users.front());
  end(*found, ticket_end::cancelled);
  return std::nullopt;
}

pool_round::refusal pool_round::on(const set_presence& command) {
  auto found = find(command.ticket);
  if (!found) return error{errc::ticket_not_found, {}, {}};
  // A ticket of this very batch is not in the pool yet; its people are here until they are gone.
  flush_submitted();
  decision_.events.push_back(presence_changed{{command.ticket}, command.here ? std::nullopt : std::optional{now_}});
  return std::nullopt;
}

void pool_round::flush_submitted() {
  if (submitted_.tickets.empty()) return;
  decision_.events.push_back(std::move(submitted_));
  submitted_ = {};
}

/// Rather too early than too late: for what was seen to just now a second is as near as need be.
std::optional<time_ms> pool_round::wake_by() const {
  if (is_planted(planted_bug::times_not_due)) return std::nullopt;
  std::optional<time_ms> by = state_.timers().earliest_after(now_);
  auto add = [&](time_ms at) {
    if (!by || at < *by) by = at;
  };
  if (saw_to_something_ || !decision_.events.empty()) {
    const auto& draft = space_.draft();
    for (auto each = draft.oldest(); each != ticket_table::nowhere; each = draft.newer(each))
      if (!space_.is_gone(each | draft_bit)) add(next_due(state_.kind(), draft.at(each), {0, std::nullopt, now_}));
  }
  if (saw_to_something_) add(now_ + second_ms);
  for (const auto& event : decision_.events)
    if (auto* made = std::get_if<proposed>(&event)) add(made->until);
  bool matched_wave = state_.wave_at() && *state_.wave_at() <= now_;
  if (state_.wave_at() && !matched_wave)
    add(*state_.wave_at());
  else if (state_.kind().wave_ms > 0 && !decision_.events.empty())
    add(now_ + state_.kind().wave_ms);
  return by;
}

pool_decision pool_round::finish() {
  if (!penalised_now_.users.empty()) decision_.events.push_back(std::move(penalised_now_));
  still_here_.here_until = here_until(state_.kind(), now_);
  if (!still_here_.tickets.empty()) decision_.events.push_back(std::move(still_here_));
  decision_.wake_by = wake_by();
  return std::move(decision_);
}

pool_decision decide(const pool& state, std::vector<pool_command> batch, time_ms now, const search_budget& budget,
                     matcher_workspace& workspace) {
  pool_round round{state, std::max(now, state.last_at()), budget, workspace};
  round.see_to_what_is_due();
  round.take(std::move(batch));
  round.close_proposals();
  round.match();
  return round.finish();
}

}  // namespace moim
