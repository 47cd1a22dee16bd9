#include "domain/matching/pool.hpp"

#include <algorithm>

namespace moim {

std::optional<time_ms> next_retry(const pool_kind& kind, const profile& of, time_ms retried_at) {
  std::optional<time_ms> next;
  auto add = [&](time_ms at) {
    if (at > retried_at && (!next || at < *next)) next = at;
  };
  if (kind.prefer) add(of.submitted_at + kind.patience_s * second_ms);
  for (const auto& each : of.blocks) add(each.until);
  return next;
}

std::optional<time_ms> absent_at(const pool_kind& kind, const ticket_standing& standing) {
  if (!standing.away_since || kind.absent_after_s == 0) return std::nullopt;
  return *standing.away_since + kind.absent_after_s * second_ms;
}

time_ms next_due(const pool_kind& kind, const profile& of, const ticket_standing& standing) {
  auto due = of.expires_at;
  if (auto start = last_window_start(of, kind.notice_s * second_ms)) due = std::min(due, *start + 1);
  if (of.steps && of.steps_done < of.steps->relax.size())
    due = std::min(due, of.submitted_at + of.steps->relax[of.steps_done].after_s * second_ms);
  if (auto retry = next_retry(kind, of, standing.retried_at)) due = std::min(due, *retry);
  if (auto end = absent_at(kind, standing)) due = std::min(due, *end);
  return due;
}

void pool::set_timer(slot which) {
  const auto& standing = standing_[which];
  auto due = next_due(kind_, table_.at(which), standing);
  // What a proposal holds rests until it is closed.
  auto held = proposals_.find(standing.proposal);
  if (held != proposals_.end()) due = held->second.until;
  timers_.set(which, due);
}

void pool::on(const pool_created& event, time_ms) {
  kind_ = event.kind;
  table_ = ticket_table{kind_};
}

void pool::on(const tickets_submitted& event, time_ms at) {
  for (const auto& each : event.tickets) {
    if (table_.find(each.id)) continue;
    auto which = table_.add(make_profile(each, table_.names()), next_age_++);
    table_.file(which);
    table_.remember(table_.sign(which));
    table_.measure_share(which);
    while (standing_.size() <= which) standing_.push();
    standing_[which] = {0, std::nullopt, at};
    set_timer(which);
    gather(each.id, at);
  }
  for (const auto& each : event.matched_at_once) table_.remember(each);
}

void pool::gather(const ticket_id& id, time_ms at) {
  if (kind_.wave_ms == 0) return;
  gathered_.push_back(id);
  if (!wave_at_) wave_at_ = at + kind_.wave_ms;
}

void pool::drop(const ticket_id& id) {
  auto which = table_.find(id);
  if (!which) return;
  timers_.remove(*which);
  table_.remove(*which);
}

void pool::on(const tickets_ended& event, time_ms) {
  for (const auto& each : event.tickets) drop(each.ticket);
}

void pool::on(const tickets_relaxed& event, time_ms) {
  for (const auto& each : event.tickets) {
    auto which = table_.find(each.ticket);
    if (!which || !table_.at(*which).steps) continue;
    auto from = table_.at(*which).steps;
    table_.replace(*which, make_relaxed_profile(*from, each.steps, table_.names()));
    set_timer(*which);
  }
}

void pool::on(const matched& event, time_ms) {
  if (!event.tickets.empty())
    if (auto first = table_.find(event.tickets.front())) proposals_.erase(standing_[*first].proposal);
  for (const auto& each : event.tickets) drop(each);
}

void pool::on(const proposed& event, time_ms) {
  last_proposal_ = std::max(last_proposal_, event.proposal);
  proposals_[event.proposal] = {event.tickets, {}, event.people, event.agreed, event.until};
  for (const auto& each : event.tickets) {
    auto which = table_.find(each);
    if (!which) continue;
    table_.unfile(*which);
    standing_[*which].proposal = event.proposal;
    set_timer(*which);
  }
}

void pool::on(const answered& event, time_ms) {
  auto found = proposals_.find(event.proposal);
  if (found != proposals_.end()) found->second.accepted.push_back(event.user);
}

void pool::on(const proposal_closed& event, time_ms) {
  auto found = proposals_.find(event.proposal);
  if (found == proposals_.end()) return;
  auto tickets = std::move(found->second.tickets);
  proposals_.erase(found);
  for (const auto& each : tickets) {
    auto which = table_.find(each);
    if (!which) continue;
    standing_[*which].proposal = 0;
    table_.file(*which);
    set_timer(*which);
  }
}

void pool::on(const avoided& event, time_ms at) {
  for (std::size_t i = 0; i < event.users.size(); ++i)
    for (std::size_t j = 0; j < event.users.size(); ++j) {
      if (i == j) continue;
      auto& list = avoided_[event.users[i]];
      std::erase_if(list, [at](const block& old) { return old.until <= at; });
      // As many as a person may name themselves; the oldest falls off.
      if (list.size() == blocks_most) list.erase(list.begin());
      list.push_back({event.users[j], event.until});
    }
}

std::vector<block> pool::avoided_by(const std::vector<user_id>& users, time_ms now) const {
  std::vector<block> found;
  if (avoided_.empty()) return found;
  for (const auto& user : users) {
    auto list = avoided_.find(user);
    if (list == avoided_.end()) continue;
    for (const auto& each : list->second)
      if (each.until > now && std::find(users.begin(), users.end(), each.user) == users.end()) found.push_back(each);
  }
  return found;
}

void pool::on(const presence_changed& event, time_ms at) {
  auto which = table_.find(event.ticket);
  if (!which) return;
  standing_[*which].away_since = event.here ? std::nullopt : std::optional{at};
  set_timer(*which);
}

void pool::on(const tickets_retried& event, time_ms at) {
  for (const auto& each : event.tickets) {
    auto which = table_.find(each);
    if (!which) continue;
    standing_[*which].retried_at = at;
    set_timer(*which);
  }
}

void pool::on(const wave_matched&, time_ms) {
  gathered_.clear();
  wave_at_.reset();
}

std::size_t pool::bytes() const {
  return table_.bytes() + standing_.bytes() + timers_.bytes() + gathered_.capacity() * sizeof(ticket_id);
}

void apply(pool& state, const pool_event& event, const commit_stamp& stamp) {
  state.last_at_ = std::max(state.last_at_, stamp.at);
  std::visit([&](const auto& each) { state.on(each, stamp.at); }, event);
}

std::optional<time_ms> next_wake(const pool& state) {
  std::optional<time_ms> next = state.wave_at();
  if (!state.timers().empty() && (!next || state.timers().earliest() < *next)) next = state.timers().earliest();
  return next;
}

}  // namespace moim
