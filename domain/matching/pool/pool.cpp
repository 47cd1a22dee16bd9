#include "domain/matching/pool/pool.hpp"

#include "domain/planted.hpp"

#include <algorithm>
#include <utility>

namespace moim {

std::optional<time_ms> next_retry(const pool_kind& kind, const profile& of, time_ms retried_at) {
  std::optional<time_ms> next;
  auto add = [&](time_ms at) {
    if (at > retried_at && (!next || at < *next)) next = at;
  };
  if (kind.prefer && !is_planted(planted_bug::patience_forgotten)) add(of.submitted_at + kind.patience_s * second_ms);
  for (const auto& each : of.blocks()) add(each.until);
  return next;
}

std::optional<time_ms> absent_at(const pool_kind& kind, const ticket_standing& standing) {
  if (!standing.here_until || kind.absent_after_s == 0) return std::nullopt;
  return *standing.here_until + kind.absent_after_s * second_ms;
}

time_ms next_due(const pool_kind& kind, const profile& of, const ticket_standing& standing) {
  auto due = of.expires_at;
  if (auto start = last_window_start(of, kind.notice_s * second_ms)) due = std::min(due, *start + 1);
  if (of.steps && of.steps_done < of.steps->relax.size() && !is_planted(planted_bug::steps_not_due))
    due = std::min(due, of.submitted_at + of.steps->relax[of.steps_done].after_s * second_ms);
  if (auto retry = next_retry(kind, of, standing.retried_at)) due = std::min(due, *retry);
  if (auto end = absent_at(kind, standing)) due = std::min(due, *end);
  return due;
}

void pool::set_timer(slot which) {
  const auto& standing = standing_[which];
  auto due = next_due(kind_, table_.at(which), standing);
  // A ticket in a proposal waits for the proposal's end; one offered to a room, for the room's answer.
  auto held = proposals_.find(standing.proposal);
  if (held != proposals_.end() && held->second.room) return timers_.remove(which);
  if (held != proposals_.end()) due = held->second.until;
  timers_.set(which, due, table_.age(which));
}

void pool::on(const pool_created& event, const commit_stamp& stamp) {
  if (!is_news(stamp)) return;
  // With other criteria it would be another pool; numbers count from now on.
  if (table_.size() == 0 && kind_.criteria != event.kind.criteria) table_ = ticket_table{event.kind};
  kind_ = event.kind;
}

slot pool::put(profile of, age_rank age, const ticket_standing& standing) {
  auto slice = slice_of(of.id);
  auto which = table_.add(std::move(of), age);
  if (standing.proposal == 0) table_.file(which);
  table_.remember(table_.signature_of(which));
  while (standing_.size() <= which) standing_.push();
  standing_[which] = standing;
  members_.add(slice, which);
  if (standing.gathered != 0) gathered_.push_back(table_.at(which).id);
  last_age_ = std::max(last_age_, age);
  return which;
}

void pool::on(const tickets_submitted& event, const commit_stamp& stamp) {
  constexpr unsigned commit_bits = 24;
  auto gathers = kind_.wave_ms > 0;
  if (std::exchange(aging_, stamp.version) != stamp.version) aged_in_commit_ = 0;
  if (gathers && !wave_at_ && !event.tickets.empty() && is_news(stamp)) wave_at_ = stamp.at + kind_.wave_ms;
  for (const auto& each : event.tickets) {
    auto age = (stamp.version << commit_bits) + ++aged_in_commit_;
    if (!news_of(each.id, stamp) && is_news(slice_of(each.id), stamp)) {
      ticket_standing standing{0, std::nullopt, stamp.at, gathers ? std::max<version>(stamp.version, 1) : 0};
      auto which = put(make_profile(each, table_.names()), age, standing);
      if (each.for_room) backfilled_rooms_[each.id] = *each.for_room;
      table_.measure_share(which);
      set_timer(which);
    }
  }
  for (const auto& each : event.matched_at_once) table_.remember(each);
}

std::optional<slot> pool::news_of(const ticket_id& id, const commit_stamp& stamp) const {
  return is_news(slice_of(id), stamp) ? table_.find(id) : std::nullopt;
}

void pool::drop(const ticket_id& id, const commit_stamp& stamp) {
  auto which = news_of(id, stamp);
  if (!which) return;
  timers_.remove(*which);
  members_.remove(slice_of(id), *which);
  if (table_.at(*which).is_backfill) backfilled_rooms_.erase(id);
  table_.remove(*which);
}

std::optional<room_id> pool::room_of_backfill(const ticket_id& id) const {
  auto found = backfilled_rooms_.find(id);
  return found == backfilled_rooms_.end() ? std::nullopt : std::optional{found->second};
}

void pool::on(const tickets_ended& event, const commit_stamp& stamp) {
  for (const auto& each : event.tickets) drop(each.ticket, stamp);
}

void pool::on(const tickets_relaxed& event, const commit_stamp& stamp) {
  for (const auto& each : event.tickets) {
    auto which = news_of(each.ticket, stamp);
    if (!which || !table_.at(*which).steps) continue;
    table_.replace(*which, make_relaxed_profile(*table_.at(*which).steps, each.steps, table_.names()));
    set_timer(*which);
  }
}

void pool::on(const matched& event, const commit_stamp& stamp) {
  if (is_news(slice_of(event.proposal), stamp)) proposals_.erase(event.proposal);
  for (const auto& each : event.tickets) {
    if (is_planted(planted_bug::matched_stays) && &each == &event.tickets.front()) continue;
    drop(each, stamp);
  }
}

void pool::on(const proposed& event, const commit_stamp& stamp) {
  if (is_news(stamp)) last_proposal_ = std::max(last_proposal_, event.proposal);
  if (is_news(slice_of(event.proposal), stamp))
    proposals_[event.proposal] = {event.tickets, {}, event.people, event.agreed, event.until, event.room};
  for (const auto& each : event.tickets) {
    auto which = table_.find(each);
    if (!which) continue;
    if (is_news(slice_of(each), stamp)) {
      if (!is_planted(planted_bug::held_still_found)) table_.unfile(*which);
      standing_[*which].proposal = event.proposal;
    }
    // The ticket's slice may know the commit while the proposal's does not: then its timer is set only now.
    if (standing_[*which].proposal != event.proposal) continue;
    event.room ? timers_.remove(*which) : timers_.set(*which, event.until, table_.age(*which));
  }
}

void pool::on(const answered& event, const commit_stamp& stamp) {
  auto found = proposals_.find(event.proposal);
  if (found != proposals_.end() && is_news(slice_of(event.proposal), stamp))
    found->second.accepted.push_back(event.user);
}

void pool::on(const proposal_closed& event, const commit_stamp& stamp) {
  if (is_news(slice_of(event.proposal), stamp)) proposals_.erase(event.proposal);
  for (const auto& each : event.back) {
    auto which = news_of(each.ticket, stamp);
    if (!which) continue;
    if (is_planted(planted_bug::back_in_limbo) && &each == &event.back.front()) continue;
    standing_[*which].proposal = 0;
    table_.file(*which);
    set_timer(*which);
  }
}

void pool::on(const avoided& event, const commit_stamp& stamp) {
  if (is_planted(planted_bug::met_again)) return;
  for (std::size_t i = 0; i < event.users.size(); ++i) {
    if (!is_news(slice_of(event.users[i]), stamp)) continue;
    auto& list = avoided_[event.users[i]];
    std::erase_if(list, [&](const block& old) { return old.until <= stamp.at; });
    for (std::size_t j = 0; j < event.users.size(); ++j) {
      if (i == j) continue;
      // As many as a person may name themselves; the oldest falls off.
      if (list.size() == max_blocks) list.erase(list.begin());
      list.push_back({event.users[j], event.until});
    }
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

void pool::on(const penalised& event, const commit_stamp& stamp) {
  if (is_planted(planted_bug::penalties_forgotten)) return;
  // Look for expired penalties rarely enough to cost nothing, and often enough that few pile up.
  constexpr std::size_t few = 1'024;
  constexpr version seldom = 64;
  if (penalties_.size() >= few && stamp.version % seldom == 0)
    std::erase_if(penalties_, [&](const auto& each) { return each.second <= stamp.at; });
  for (const auto& user : event.users)
    if (is_news(slice_of(user), stamp)) penalties_[user] = std::max(penalties_[user], event.until);
}

std::optional<time_ms> pool::penalised_until(const user_id& user, time_ms now) const {
  auto found = penalties_.find(user);
  return found == penalties_.end() || found->second <= now ? std::nullopt : std::optional{found->second};
}

void pool::on(const presence_changed& event, const commit_stamp& stamp) {
  for (const auto& each : event.tickets) {
    auto which = news_of(each, stamp);
    if (!which) continue;
    standing_[*which].here_until = event.here_until;
    set_timer(*which);
  }
}

void pool::on(const tickets_retried& event, const commit_stamp& stamp) {
  for (const auto& each : event.tickets) {
    auto which = news_of(each, stamp);
    if (!which) continue;
    standing_[*which].retried_at = stamp.at;
    set_timer(*which);
  }
}

void pool::on(const wave_matched&, const commit_stamp& stamp) {
  if (is_news(stamp)) wave_at_.reset();
  std::erase_if(gathered_, [&](const ticket_id& id) {
    auto which = table_.find(id);
    if (which && is_news(slice_of(id), stamp)) standing_[*which].gathered = 0;
    return !which || standing_[*which].gathered == 0;
  });
}

void pool::on(const party_invited& event, const commit_stamp& stamp) {
  if (is_news(slice_of(event.ticket.id), stamp)) parties_.add({event.ticket, event.until, event.asked, {}});
}

void pool::on(const party_accepted& event, const commit_stamp& stamp) {
  if (is_news(slice_of(event.ticket), stamp)) parties_.accept(event.ticket, event.user);
}

void pool::on(const party_closed& event, const commit_stamp& stamp) {
  if (is_news(slice_of(event.ticket), stamp)) parties_.remove(event.ticket);
}

std::size_t pool::bytes() const {
  return table_.bytes() + standing_.bytes() + timers_.bytes() + vector_bytes(gathered_) + members_.bytes() +
         parties_.bytes() + bytes_outside(proposals_) + bytes_outside(avoided_) + bytes_outside(penalties_);
}

void apply(pool& state, const pool_event& event, const commit_stamp& stamp) {
  std::visit([&](const auto& each) { state.take(each, stamp); }, event);
}

std::optional<time_ms> next_wake(const pool& state) {
  std::optional<time_ms> next = state.wave_at();
  auto add = [&](time_ms at) { next = next ? std::min(*next, at) : at; };
  if (!state.timers().empty()) add(state.timers().earliest());
  if (const auto& due = state.parties().due(); !due.empty()) add(due.begin()->first);
  return next;
}

}  // namespace moim
