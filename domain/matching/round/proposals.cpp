#include "domain/matching/round/proposals.hpp"

#include "domain/matching/round/validity.hpp"
#include "domain/planted.hpp"

#include <algorithm>

namespace moim {
namespace {

/// If a round comes later than this after a proposal's end, the server was away: nobody could answer.
constexpr time_ms blamed_within_ms = 2 * second_ms;

bool has_user(std::span<const user_id> users, const user_id& user) {
  return std::find(users.begin(), users.end(), user) != users.end();
}

bool has_all(const std::vector<user_id>& accepted, std::span<const user_id> users) {
  return std::all_of(users.begin(), users.end(), [&](const user_id& user) { return has_user(accepted, user); });
}

}  // namespace

void proposals::propose(const found_group& group, agreed_terms agreed) {
  std::vector<ticket_id> tickets;
  std::vector<group_member> members;
  std::vector<const profile*> profiles;
  for (auto ref : group.tickets) {
    const auto& of = draft_.space.at(ref);
    profiles.push_back(&of);
    tickets.push_back(of.id);
    for (const auto& user : of.users()) members.push_back({user, of.id});
  }
  auto latest = draft_.now + draft_.kind().accept_within_s * second_ms;
  auto until = valid_until(draft_.kind(), profiles, draft_.now, latest);
  draft_.events.push_back(proposed{
      open_.next_number(), std::move(tickets), group.people, std::move(agreed), until, std::move(members), {}, {}});
}

std::optional<error> proposals::answer(const answer_proposal& command) {
  auto ref = draft_.find(command.ticket);
  if (!ref) return error{draft_.parties.find(command.ticket) ? errc::not_proposed : errc::ticket_not_found, {}, {}};
  auto number = draft_.proposal_of(*ref);
  auto users = draft_.space.at(*ref).users();
  auto* proposal = open_.find(number);
  bool is_meant = command.proposal == 0 || command.proposal == number;
  bool is_asked = proposal && is_meant && !proposal->room && proposal->until > draft_.now;
  if (!is_asked || !has_user(users, command.user)) return error{errc::not_proposed, {}, {}};
  if (command.accept) {
    accept(number, *proposal, command.user);
    return std::nullopt;
  }
  // Somebody who has accepted may still decline until all have accepted.
  penalties_.add(users.front());
  endings_.end(*ref, ticket_end::declined);
  return std::nullopt;
}

void proposals::accept(std::uint64_t number, open_proposal& proposal, const user_id& user) {
  if (has_user(proposal.accepted, user)) return;
  proposal.accepted.push_back(user);
  draft_.events.push_back(answered{number, user});
  auto enough = proposal.people - (is_planted(planted_bug::matched_without_all) ? 1u : 0u);
  if (proposal.accepted.size() != enough || open_.is_closing(number)) return;
  matches_.of_proposal(number, proposal);
  open_.erase(number);
}

void proposals::cancel(ticket_ref ref) {
  auto proposal = draft_.proposal_of(ref);
  // After another's decline nobody counts on them any more.
  if (proposal != 0 && !open_.is_closing(proposal)) penalties_.add(draft_.space.at(ref).users().front());
  endings_.end(ref, ticket_end::cancelled);
}

void proposals::time_is_over(std::uint64_t number) {
  auto* proposal = open_.find(number);
  if (!proposal || open_.is_closing(number)) return;
  open_.close_later(number);
  const auto& table = draft_.state.table();
  std::vector<const profile*> group;
  for (const auto& id : proposal->tickets)
    if (auto which = table.find(id)) group.push_back(&table.at(*which));
  if (is_valid_at(draft_.kind(), group, proposal->until)) end_silent(*proposal);
}

void proposals::end_silent(const open_proposal& proposal) {
  bool to_blame = draft_.now - proposal.until <= blamed_within_ms;
  for (const auto& id : proposal.tickets) {
    auto which = draft_.state.table().find(id);
    if (!which || draft_.space.is_gone(*which)) continue;
    auto users = draft_.state.table().at(*which).users();
    if (has_all(proposal.accepted, users)) continue;
    if (to_blame) penalties_.add(users.front());
    if (!is_planted(planted_bug::silent_come_back)) endings_.end(*which, ticket_end::silent);
  }
}

void proposals::close() {
  for (auto number : open_.release_closing()) {
    auto* proposal = open_.find(number);
    if (!proposal) continue;
    auto offered = proposal->room ? std::optional{proposal->tickets.front()} : std::nullopt;
    draft_.events.push_back(proposal_closed{number, bring_back(*proposal), offered});
    open_.erase(number);
  }
}

std::vector<group_member> proposals::bring_back(const open_proposal& closed) {
  std::vector<group_member> back;
  for (const auto& id : closed.tickets) {
    auto which = draft_.state.table().find(id);
    // Its time may have run out while it was held. Its timer brings whatever else fell due right after.
    if (!which || draft_.space.is_gone(*which) || endings_.end_if_over(*which)) continue;
    for (const auto& user : draft_.state.table().at(*which).users()) back.push_back({user, id});
    draft_.fresh.push_back(bring_back(*which));
  }
  return back;
}

ticket_ref proposals::bring_back(slot which) {
  auto of = draft_.state.table().at(which);
  if (!is_planted(planted_bug::back_as_youngest)) return draft_.add_instead_of(which, std::move(of));
  draft_.space.withdraw(which);
  return draft_.add_youngest(std::move(of));
}

}  // namespace moim
