#pragma once

#include "domain/matching/pool/pool.hpp"
#include "domain/matching/search/search_space.hpp"

namespace moim {

/// What a decision has reached so far. The parts of a round share it: each reads the pool and the tickets in play, and
/// adds the events that it decides. The pool itself stays as it is.
struct round_draft {
  /// Begins a round: `space` shows the whole pool, and nothing has been decided.
  round_draft(const pool& of, search_space& searched, time_ms at);

  const pool& state;
  /// The tickets in play: the pool's and those that this round drafts, less those that are gone by now.
  search_space& space;
  const time_ms now;
  std::vector<pool_event> events;
  /// The open parties by now.
  open_parties parties;
  /// The tickets to search for: only they can make a group possible that was not possible before.
  std::vector<ticket_ref> fresh;

  const pool_kind& kind() const { return state.kind(); }
  /// The ticket of that id, if it is still in play.
  std::optional<ticket_ref> find(const ticket_id& id) const;
  /// Whether the person has a ticket of their own in play, or a place in an open party.
  bool is_waiting(const user_id& user) const;
  /// The number of the proposal that holds the ticket; 0: none does.
  std::uint64_t proposal_of(ticket_ref ref) const { return is_draft(ref) ? 0 : state.standing(slot_of(ref)).proposal; }
  /// The ticket as it is by now: what it asks for, not what it asked for when it was submitted.
  ticket whole(ticket_ref ref) const;
  /// Drafts a ticket that is younger than all others.
  ticket_ref add_youngest(profile of);
  /// Drafts a ticket of the pool in a new form, as old as it is there; the old form is gone.
  ticket_ref add_instead_of(slot which, profile of);

 private:
  age_rank next_age_;
};

}  // namespace moim
