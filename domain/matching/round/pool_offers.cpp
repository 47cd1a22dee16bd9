#include "domain/matching/round/pool_round.hpp"

#include <algorithm>

/// Rooms that look for more people: their tickets, and whom they are offered. The seats are the room's to give; until
/// it has answered, those who are offered to it are held.
namespace moim {

pool_round::refusal pool_round::on(const seek_people& command) {
  if (find(command.ticket.id)) return std::nullopt;
  for (const auto& id : command.instead_of)
    if (auto before = find(id); before && held_for(*before)) return error{errc::being_seated, {}, {}};
  for (const auto& id : command.instead_of)
    if (auto before = find(id)) end(*before, ticket_end::cancelled);
  auto from = command.ticket;
  auto latest = now_ + state_.kind().ttl_s * second_ms;
  from.submitted_at = now_;
  from.expires_at = from.expires_at == 0 ? latest : std::min(from.expires_at, latest);
  if (from.expires_at <= now_) return std::nullopt;
  auto not_yet = avoided_by(from.users);
  from.not_with.insert(from.not_with.end(), not_yet.begin(), not_yet.end());
  // One of them may be waiting for another group.
  for (const auto& user : from.users) from.not_with.push_back({user, from.expires_at});
  auto& draft = space_.draft();
  auto drafted = draft.add(make_profile(from, draft.names()), next_age_++);
  auto window = last_window_start(draft.at(drafted), state_.kind().notice_s * second_ms);
  if (window && *window < now_) {
    draft.remove(drafted);
    return std::nullopt;
  }
  fresh_seeks_[from.id] = *from.seeks_for;
  submitted_.tickets.push_back(std::move(from));
  if (state_.kind().wave_ms == 0) fresh_.push_back(drafted | draft_bit);
  return std::nullopt;
}

pool_round::refusal pool_round::on(const answer_offer& command) {
  auto* proposal = touched(command.proposal);
  // It may be told twice.
  if (!proposal || !proposal->room) return std::nullopt;
  if (command.taken)
    accept_all(command.proposal, *proposal);
  else
    given_up_.push_back(command.proposal);
  return std::nullopt;
}

void pool_round::give_up_offers() {
  for (auto number : std::exchange(given_up_, {})) {
    auto* proposal = touched(number);
    if (!proposal) continue;
    if (auto seeking = find(proposal->tickets.back())) end(*seeking, ticket_end::cancelled);
  }
}

void pool_round::offer(const found_group& group, agreed_terms terms, std::uint32_t people) {
  proposed made{++last_proposal_, {}, people, std::move(terms), now_ + offer_open_ms, {}, {}, {}};
  std::optional<ticket_id> seeking;
  for (auto each : group.tickets) {
    const auto& of = space_.at(each);
    if (of.seeks) {
      seeking = of.id;
      made.room = sought_by(of.id);
      continue;
    }
    made.until = std::min(made.until, of.expires_at);
    made.tickets.push_back(of.id);
    made.terms.push_back(whole(each));
    for (const auto& user : of.users()) made.members.push_back({user, of.id});
  }
  if (seeking) made.tickets.push_back(*seeking);
  // The room's answer may still be on its way then.
  made.until += offer_given_up_ms;
  decision_.events.push_back(std::move(made));
}

std::optional<room_id> pool_round::sought_by(const ticket_id& id) const {
  auto fresh = fresh_seeks_.find(id);
  return fresh == fresh_seeks_.end() ? state_.sought_by(id) : std::optional{fresh->second};
}

std::optional<room_id> pool_round::held_for(ticket_ref ref) const {
  if (is_draft(ref)) return std::nullopt;
  auto proposal = state_.proposals().find(state_.standing(ref).proposal);
  return proposal == state_.proposals().end() ? std::nullopt : proposal->second.room;
}

ticket pool_round::whole(ticket_ref ref) const {
  auto as_it_is = space_.at(ref);
  // What it asks for by now, not what it did when it was submitted.
  as_it_is.steps.reset();
  return ticket_of(as_it_is, space_.table(ref).names());
}

}  // namespace moim
