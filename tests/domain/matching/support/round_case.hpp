#pragma once

#include "domain/matching/round/due_work.hpp"
#include "domain/matching/round/settling.hpp"
#include "tests/domain/matching/support/pool_case.hpp"

namespace moim::matching_test {

/// The parts of one round on a pool, to be asked one by one.
struct round_case {
  round_case(const pool& state, time_ms at) : space(state.kind()), draft(state, space, at), open(state, at) {}

  template <class Event>
  std::vector<Event> written() const {
    std::vector<Event> found;
    for (const auto& event : draft.events)
      if (const auto* each = std::get_if<Event>(&event)) found.push_back(*each);
    return found;
  }
  /// The tickets of these people as a group; each has to be in play.
  found_group group_of(std::vector<std::uint64_t> ids) const {
    found_group made;
    for (auto id : ids) made.tickets.push_back(*draft.find({0, id}));
    made.people = static_cast<std::uint32_t>(ids.size());
    return made;
  }

  search_space space;
  round_draft draft;
  proposal_draft open;
  endings ends{draft, open};
  penalties penalised{draft};
  avoidance avoided{draft};
  submissions submitted{draft, penalised, avoided};
  parties inviting{draft, penalised, submitted};
  matches made{draft, avoided};
  proposals asked{draft, open, ends, penalised, made};
  backfills rooms{draft, open, ends, submitted, avoided, made};
  due_work due{draft, open, ends, asked, inviting};
};

/// The ticket of a room in which `seated` sits and that has two seats.
inline start_backfill for_room(std::uint64_t room, std::uint64_t seated, std::uint64_t id) {
  start_backfill command{apply_for(seated, {}, {}, id).ticket};
  command.ticket.for_room = room_id{0, room};
  return command;
}

}  // namespace moim::matching_test
