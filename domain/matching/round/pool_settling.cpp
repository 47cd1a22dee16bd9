#include "domain/matching/round/pool_round.hpp"
#include "domain/planted.hpp"

#include <algorithm>

/// The last part of a round: groups that form.
namespace moim {

void pool_round::gather_wave() {
  // Also if waves were given up meanwhile: who gathered for one has not been tried yet.
  if (!state_.wave_at() || *state_.wave_at() > now_) return;
  for (const auto& id : state_.gathered()) {
    if (is_planted(planted_bug::gathered_forgotten)) break;
    auto which = state_.table().find(id);
    if (which && !space_.is_gone(*which) && state_.standing(*which).proposal == 0) fresh_.push_back(*which);
  }
  // Those of this very batch arrived in time, too.
  auto& draft = space_.draft();
  for (auto each = draft.oldest(); each != ticket_table::nowhere; each = draft.newer(each))
    if (!space_.is_gone(each | draft_bit)) fresh_.push_back(each | draft_bit);
  decision_.events.push_back(wave_matched{});
}

void pool_round::match() {
  gather_wave();
  std::erase_if(fresh_, [this](ticket_ref ref) { return space_.is_gone(ref); });
  std::sort(fresh_.begin(), fresh_.end(), [this](ticket_ref a, ticket_ref b) { return space_.older(a, b); });
  fresh_.erase(std::unique(fresh_.begin(), fresh_.end()), fresh_.end());
  if (!fresh_.empty()) {
    // One alone need not be found by others.
    if (fresh_.size() > 1)
      for (auto each : fresh_)
        if (is_draft(each)) space_.draft().file(slot_of(each));
    std::vector<found_group> groups;
    waves_.match(fresh_, budget_, groups);
    for (const auto& group : groups) settle(group);
    if (state_.kind().accept_within_s == 0) mark_matched_at_once(groups);
  }
  decision_.work = space_.work();
}

/// Most tickets of a busy pool never wait: `apply` need not file them and take them out again.
void pool_round::mark_matched_at_once(const std::vector<found_group>& groups) {
  std::vector<bool> matched(space_.draft().slots(), false);
  for (const auto& group : groups) {
    // A room has to take them first.
    if (seeks(group)) continue;
    for (auto each : group.tickets)
      if (is_draft(each)) matched[slot_of(each)] = true;
  }
  for (auto& event : decision_.events) {
    auto* submitted = std::get_if<tickets_submitted>(&event);
    if (!submitted) continue;
    auto& tickets = submitted->tickets;
    auto waits = [&](const ticket& each) {
      auto drafted = space_.draft().find(each.id);
      return !drafted || !matched[*drafted];
    };
    auto first = std::stable_partition(tickets.begin(), tickets.end(), waits);
    submitted->matched_at_once.assign(std::move_iterator{first}, std::move_iterator{tickets.end()});
    tickets.erase(first, tickets.end());
  }
}

/// Whether one of them stands for a room that looks for people.
bool pool_round::seeks(const found_group& group) const {
  return std::any_of(group.tickets.begin(), group.tickets.end(),
                     [this](ticket_ref ref) { return space_.at(ref).seeks; });
}

void pool_round::settle(const found_group& group) {
  std::vector<const profile*> profiles;
  for (auto each : group.tickets) profiles.push_back(&space_.at(each));
  auto reached = agree(state_.kind(), profiles, now_);
  if (!reached) return;  // never: the search asks the same
  auto terms = terms_of(*reached, space_, group.tickets);
  if (seeks(group)) return offer(group, std::move(terms), reached->people);
  std::vector<ticket_id> tickets;
  std::vector<user_id> users;
  std::vector<group_member> members;
  std::vector<time_ms> since;
  for (const auto* each : profiles) {
    tickets.push_back(each->id);
    since.push_back(each->submitted_at);
    for (const auto& user : each->users()) {
      users.push_back(user);
      members.push_back({user, each->id});
    }
  }
  if (state_.kind().accept_within_s > 0) {
    auto until = valid_until(state_.kind(), profiles, now_, now_ + state_.kind().accept_within_s * second_ms);
    decision_.events.push_back(
        proposed{++last_proposal_, std::move(tickets), reached->people, std::move(terms), until, std::move(members)});
    return;
  }
  std::vector<ticket> whole_tickets;
  if (state_.kind().backfill)
    for (auto each : group.tickets) whole_tickets.push_back(whole(each));
  auto first = tickets.front();
  decision_.events.push_back(matched{{first.high, first.low},
                                     std::move(tickets),
                                     reached->people,
                                     std::move(terms),
                                     std::move(members),
                                     0,
                                     std::move(since),
                                     std::move(whole_tickets)});
  avoid(users);
}

void pool_round::avoid(const std::vector<user_id>& users) {
  auto days = state_.kind().again_after_days;
  if (days == 0) return;
  avoided_now_.push_back({users, now_ + days * 24 * hour_ms});
  decision_.events.push_back(avoided_now_.back());
}

/// Those whom people who submit should not meet yet, also since a moment ago.
std::vector<block> pool_round::avoided_by(const std::vector<user_id>& users) const {
  auto blocks = state_.avoided_by(users, now_);
  for (const auto& group : avoided_now_) {
    auto is_one = [&](const user_id& user) { return std::find(users.begin(), users.end(), user) != users.end(); };
    if (std::none_of(group.users.begin(), group.users.end(), is_one)) continue;
    for (const auto& each : group.users)
      if (!is_one(each)) blocks.push_back({each, group.until});
  }
  return blocks;
}

agreed_terms terms_of(const agreement& reached, const search_space& space, const std::vector<ticket_ref>& tickets) {
  agreed_terms terms;
  for (auto value : reached.values) {
    // A value that the pool does not know yet is named by the draft; the pool's own are named by both.
    bool drafted = std::any_of(tickets.begin(), tickets.end(), is_draft);
    const auto& names = drafted ? space.draft().names() : space.base().names();
    terms.values.push_back({criterion_of(value), names.name(criterion_of(value), number_of(value))});
  }
  for (const auto& each : reached.windows) terms.windows.push_back({each.criterion, each.from_ms, each.to_ms});
  for (const auto& each : reached.points) terms.points.push_back({each.criterion, each.lat, each.lon});
  return terms;
}

}  // namespace moim
