#include "domain/matching/round/submissions.hpp"

#include "domain/planted.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace moim {

std::optional<error> submissions::submit(ticket from) {
  if (auto no = penalties_.why_not(from.users)) return no;
  auto checked = this->checked(std::move(from));
  if (!checked) return checked.error();
  if (auto no = why_not(*checked, checked->users)) return no;
  if (!enter(std::move(*checked))) return window_has_passed();
  return std::nullopt;
}

result<ticket> submissions::checked(ticket from) const {
  from.submitted_at = draft_.now;
  if (from.expires_at == 0) from.expires_at = draft_.now + draft_.kind().ttl_s * second_ms;
  return checked_ticket(draft_.kind(), std::move(from));
}

std::optional<error> submissions::why_not(const ticket& checked, std::span<const user_id> people) const {
  if (checked.expires_at <= draft_.now) return error{errc::ticket_over, {}, {}};
  if (draft_.find(checked.id) || draft_.parties.find(checked.id)) return error{errc::already_waiting, {}, {}};
  for (const auto& user : people) {
    if (draft_.is_waiting(user)) return error{errc::already_waiting, {}, {}};
    if (is_planted(planted_bug::company_not_looked_at)) break;
  }
  return std::nullopt;
}

bool submissions::enter(ticket checked) {
  auto avoided = avoidance_.blocks_of(checked.users);
  // The pool's own blocks come on top of the 64 that a ticket may name.
  checked.not_with.insert(checked.not_with.end(), avoided.begin(), avoided.end());
  return add(std::move(checked));
}

bool submissions::add(ticket checked) {
  auto& drafts = draft_.space.draft();
  auto ref = draft_.add_youngest(make_profile(checked, drafts.names()));
  auto window = last_window_start(draft_.space.at(ref), draft_.kind().notice_s * second_ms);
  if (window && *window < draft_.now) {
    drafts.remove(slot_of(ref));
    return false;
  }
  unwritten_.tickets.push_back(std::move(checked));
  // Those that a wave gathers are searched for when it comes.
  if (draft_.kind().wave_ms == 0) draft_.fresh.push_back(ref);
  return true;
}

void submissions::write() {
  if (!unwritten_.tickets.empty()) draft_.events.push_back(std::exchange(unwritten_, {}));
}

void submissions::file_apart(const std::vector<found_group>& matched) {
  const auto& drafts = draft_.space.draft();
  std::vector<bool> is_matched(drafts.slots(), false);
  for (const auto& group : matched)
    for (auto each : group.tickets)
      if (is_draft(each)) is_matched[slot_of(each)] = true;
  auto waits = [&](const ticket& each) {
    auto drafted = drafts.find(each.id);
    return !drafted || !is_matched[*drafted];
  };
  for (auto& event : draft_.events) {
    auto* submitted = std::get_if<tickets_submitted>(&event);
    if (!submitted) continue;
    auto& tickets = submitted->tickets;
    auto first = std::stable_partition(tickets.begin(), tickets.end(), waits);
    submitted->matched_at_once.assign(std::move_iterator{first}, std::move_iterator{tickets.end()});
    tickets.erase(first, tickets.end());
  }
}

}  // namespace moim
