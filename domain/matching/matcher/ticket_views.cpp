#include "domain/matching/matcher/matcher.hpp"

#include <algorithm>

/// What people are shown of their tickets.
namespace moim {
namespace {

bool has(std::span<const user_id> users, const user_id& user) {
  return std::find(users.begin(), users.end(), user) != users.end();
}

ticket_view waiting_view(const matcher& state, slot which) {
  const auto& table = state.tickets.table();
  const auto& of = table.at(which);
  ticket_view seen;
  seen.ticket = of.id;
  seen.users.assign(of.users().begin(), of.users().end());
  seen.submitted_at_ms = of.submitted_at;
  seen.expires_at_ms = of.expires_at;
  seen.steps_done = of.steps_done;
  seen.criteria = criteria_of(state.tickets.kind(), ticket_of(of, table.names()).wishes);
  auto held = state.tickets.proposals().find(state.tickets.standing(which).proposal);
  // Do not show that a room is being asked: it answers within moments.
  if (held == state.tickets.proposals().end() || held->second.room) return seen;
  const auto& proposal = held->second;
  seen.state = ticket_state::proposed;
  seen.proposal = held->first;
  seen.until_ms = proposal.until;
  seen.people = proposal.people;
  seen.accepted = static_cast<std::uint32_t>(proposal.accepted.size());
  seen.agreed = criteria_of(state.tickets.kind(), proposal.agreed);
  return seen;
}

ticket_view inviting_view(const matcher& state, const open_party& party) {
  ticket_view seen;
  seen.ticket = party.ticket.id;
  seen.state = ticket_state::inviting;
  seen.users = party.ticket.users;
  seen.submitted_at_ms = party.ticket.submitted_at;
  seen.criteria = criteria_of(state.tickets.kind(), party.ticket.wishes);
  seen.until_ms = party.until;
  seen.people = static_cast<std::uint32_t>(party.ticket.users.size() - 1);
  seen.accepted = static_cast<std::uint32_t>(party.accepted.size());
  return seen;
}

ticket_view past_view(const past_ticket& over) {
  ticket_view seen;
  seen.ticket = over.ticket;
  seen.state = over.why ? ticket_state::ended : ticket_state::matched;
  seen.users = over.users;
  seen.room = over.room;
  seen.why = over.why;
  return seen;
}

}  // namespace

result<ticket_view> view_of(const matcher& state, const ticket_id& ticket, const user_id& by) {
  const auto& table = state.tickets.table();
  if (auto which = table.find(ticket); which && !table.at(*which).is_backfill && has(table.at(*which).users(), by))
    return waiting_view(state, *which);
  if (const auto* party = state.tickets.parties().find(ticket);
      party && (party->inviter() == by || has(party->asked, by)))
    return inviting_view(state, *party);
  if (const auto* over = state.past_of(ticket); over && has(over->users, by)) return past_view(*over);
  return fail(errc::ticket_not_found);
}

ticket_list tickets_of(const matcher& state, const user_id& by) {
  ticket_list found;
  const auto& parties = state.tickets.parties();
  if (auto which = state.tickets.table().find_user(by)) found.tickets.push_back(waiting_view(state, *which));
  if (auto place = parties.place_of(by)) found.tickets.push_back(inviting_view(state, *parties.find(*place)));
  return found;
}

ticket_list invitations_of(const matcher& state, const user_id& by) {
  ticket_list found;
  const auto& parties = state.tickets.parties();
  for (const auto& id : parties.asking(by)) found.tickets.push_back(inviting_view(state, *parties.find(id)));
  std::stable_sort(found.tickets.begin(), found.tickets.end(),
                   [](const ticket_view& a, const ticket_view& b) { return a.submitted_at_ms < b.submitted_at_ms; });
  return found;
}

}  // namespace moim
