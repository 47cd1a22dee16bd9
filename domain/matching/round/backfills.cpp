#include "domain/matching/round/backfills.hpp"

#include "domain/declare/expects.hpp"

#include <algorithm>
#include <utility>

namespace moim {

std::optional<error> backfills::start(const start_backfill& command) {
  if (draft_.find(command.ticket.id)) return std::nullopt;
  for (const auto& id : command.instead_of)
    if (auto before = draft_.find(id); before && is_in_proposal(*before)) return error{errc::being_seated, {}, {}};
  for (const auto& id : command.instead_of)
    if (auto before = draft_.find(id)) endings_.end(*before, ticket_end::cancelled);
  expects(command.ticket.for_room.has_value());
  auto made = command.ticket;
  auto latest = draft_.now + draft_.kind().ttl_s * second_ms;
  made.submitted_at = draft_.now;
  made.expires_at = made.expires_at == 0 ? latest : std::min(made.expires_at, latest);
  if (made.expires_at <= draft_.now) return std::nullopt;
  auto avoided = avoidance_.blocks_of(made.users);
  made.not_with.insert(made.not_with.end(), avoided.begin(), avoided.end());
  // One of those who sit in the room may be waiting for another group: nobody is offered to themselves.
  for (const auto& user : made.users) made.not_with.push_back({user, made.expires_at});
  auto id = made.id;
  auto room = *made.for_room;
  if (submissions_.add(std::move(made))) new_rooms_[id] = room;
  return std::nullopt;
}

void backfills::answer(const answer_backfill& command) {
  auto* asked = open_.find(command.proposal);
  if (!asked || !asked->room) return;
  if (!command.taken) return given_up_.push_back(command.proposal);
  matches_.of_proposal(command.proposal, *asked);
  open_.erase(command.proposal);
}

void backfills::end_given_up() {
  for (auto number : std::exchange(given_up_, {})) {
    auto* asked = open_.find(number);
    if (!asked) continue;
    if (auto of_room = draft_.find(asked->tickets.back())) endings_.end(*of_room, ticket_end::cancelled);
  }
}

void backfills::propose(const found_group& group, agreed_terms agreed) {
  proposed made{open_.next_number(), {}, group.people, std::move(agreed), draft_.now + backfill_open_ms, {}, {}, {}};
  std::optional<ticket_id> of_room;
  for (auto ref : group.tickets) {
    const auto& of = draft_.space.at(ref);
    if (of.is_backfill) {
      of_room = of.id;
      continue;
    }
    made.until = std::min(made.until, of.expires_at);
    made.tickets.push_back(of.id);
    made.terms.push_back(draft_.whole(ref));
    for (const auto& user : of.users()) made.members.push_back({user, of.id});
  }
  if (of_room) {
    made.tickets.push_back(*of_room);
    made.room = room_of(*of_room);
  }
  made.until += backfill_given_up_ms;
  draft_.events.push_back(std::move(made));
}

bool backfills::has_room(const found_group& group) const {
  return std::any_of(group.tickets.begin(), group.tickets.end(),
                     [this](ticket_ref ref) { return draft_.space.at(ref).is_backfill; });
}

bool backfills::is_in_proposal(ticket_ref ref) const {
  auto held = draft_.state.proposals().find(draft_.proposal_of(ref));
  return held != draft_.state.proposals().end() && held->second.room.has_value();
}

std::optional<room_id> backfills::room_of(const ticket_id& id) const {
  auto found = new_rooms_.find(id);
  return found == new_rooms_.end() ? draft_.state.room_of_backfill(id) : std::optional{found->second};
}

}  // namespace moim
