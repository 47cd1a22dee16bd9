#include "domain/matching/round/parties.hpp"

#include "domain/planted.hpp"

#include <algorithm>

namespace moim {
namespace {

bool has(const std::vector<user_id>& users, const user_id& user) {
  return std::find(users.begin(), users.end(), user) != users.end();
}

bool has_passed(const ticket& checked, const pool_kind& kind, time_ms now) {
  value_names names;
  auto window = last_window_start(make_profile(checked, names), kind.notice_s * second_ms);
  return window && *window < now;
}

}  // namespace

std::optional<error> parties::invite(ticket from) {
  auto inviter = from.users.front();
  if (auto no = penalties_.why_not({inviter})) return no;
  auto checked = submissions_.checked(std::move(from));
  if (!checked) return checked.error();
  if (auto no = submissions_.why_not(*checked, {&inviter, 1})) return no;
  if (checked->users.size() > 1 + max_invitations) return error{errc::too_many_invitations, {}, {}};
  if (has_passed(*checked, draft_.kind(), draft_.now)) return window_has_passed();
  std::vector<user_id> asked;
  for (auto user = checked->users.begin() + 1; user != checked->users.end(); ++user)
    if (draft_.parties.asking(*user).size() < max_invitations && !avoids(*user, inviter)) asked.push_back(*user);
  auto until = draft_.now + draft_.kind().invite_s * second_ms;
  draft_.events.push_back(party_invited{*checked, until, asked});
  draft_.parties.add({std::move(*checked), until, std::move(asked), {}});
  return std::nullopt;
}

/// By a ticket that they have now, waiting or inviting.
bool parties::avoids(const user_id& user, const user_id& inviter) const {
  auto is_it = [&](const block& each) { return each.user == inviter && each.until > draft_.now; };
  auto in_ticket = [&](ticket_ref ref) {
    if (draft_.space.is_gone(ref)) return false;
    const auto& blocks = draft_.space.at(ref).blocks();
    return std::any_of(blocks.begin(), blocks.end(), is_it);
  };
  if (draft_.state.table().any_of_user(user, in_ticket)) return true;
  if (draft_.space.draft().any_of_user(user, [&](slot which) { return in_ticket(which | draft_bit); })) return true;
  auto place = draft_.parties.place_of(user);
  const auto* own = place ? draft_.parties.find(*place) : nullptr;
  if (!own || own->inviter() != user) return false;
  return std::any_of(own->ticket.not_with.begin(), own->ticket.not_with.end(), is_it);
}

std::optional<error> parties::answer(const answer_invitation& command) {
  const auto* party = draft_.parties.find(command.ticket);
  if (!party || !has(party->asked, command.user)) return error{errc::not_invited, {}, {}};
  // Somebody who has accepted may still decline until all have accepted.
  if (!command.accept) return close(*party, ticket_end::party_declined), std::nullopt;
  if (has(party->accepted, command.user)) return std::nullopt;
  if (draft_.is_waiting(command.user)) return error{errc::already_waiting, {}, {}};
  if (auto no = penalties_.why_not({command.user})) return no;
  draft_.events.push_back(party_accepted{command.ticket, command.user});
  draft_.parties.accept(command.ticket, command.user);
  party = draft_.parties.find(command.ticket);
  if (party->accepted.size() + 1 == party->ticket.users.size()) form(*party);
  return std::nullopt;
}

std::optional<error> parties::cancel(const open_party& of, const std::optional<user_id>& by) {
  if (!by || *by == of.inviter()) return close(of, ticket_end::cancelled), std::nullopt;
  if (!has(of.accepted, *by)) return error{errc::ticket_not_found, {}, {}};
  close(of, ticket_end::party_declined);
  return std::nullopt;
}

void parties::time_is_over(const ticket_id& id) {
  const auto* party = draft_.parties.find(id);
  if (!party) return;
  if (is_planted(planted_bug::silence_is_consent)) return form(*party);
  close(*party, ticket_end::party_silent);
}

/// From now on it is a ticket like any other: as old, and with as much time, as if it came in now.
void parties::form(const open_party& complete) {
  auto came = complete.ticket;
  came.expires_at = draft_.now + (came.expires_at - came.submitted_at);
  came.submitted_at = draft_.now;
  bool came_in = submissions_.enter(std::move(came));
  close(complete, came_in ? std::nullopt : std::optional{ticket_end::window_passed});
}

void parties::close(const open_party& of, std::optional<ticket_end> why) {
  std::vector<user_id> users{of.inviter()};
  users.insert(users.end(), of.asked.begin(), of.asked.end());
  draft_.events.push_back(party_closed{of.ticket.id, why, std::move(users), of.ticket.submitted_at});
  draft_.parties.remove(of.ticket.id);
}

}  // namespace moim
