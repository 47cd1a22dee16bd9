#pragma once

#include "domain/matching/round/commands.hpp"
#include "domain/matching/round/endings.hpp"
#include "domain/matching/round/matches.hpp"
#include "domain/matching/round/submissions.hpp"

#include <map>

namespace moim {

/// Rooms that look for more people: their tickets, and the proposals made to them. A room is offered people and
/// answers, because the seats are the room's to give; until it has answered, those people are held for it.
class backfills {
 public:
  backfills(round_draft& draft, proposal_draft& open, endings& ends, submissions& submitted, avoidance& avoided,
            matches& made)
      : draft_(draft), open_(open), endings_(ends), submissions_(submitted), avoidance_(avoided), matches_(made) {}

  /// A room begins to look for people. \return `being_seated` while one of its tickets of before is in a proposal
  std::optional<error> start(const start_backfill& command);
  /// A room answers a proposal. It may answer twice.
  void answer(const answer_backfill& command);
  /// Ends the tickets of rooms that cannot seat the offered people, so that their proposals will be closed.
  void end_given_up();
  /// Offers a group to the room whose ticket is in it.
  void propose(const found_group& group, agreed_terms agreed);

  /// Whether one of these tickets stands for a room.
  bool has_room(const found_group& group) const;
  /// Whether the ticket is in a proposal that its room has not answered yet.
  bool is_in_proposal(ticket_ref ref) const;

 private:
  std::optional<room_id> room_of(const ticket_id& id) const;

  round_draft& draft_;
  proposal_draft& open_;
  endings& endings_;
  submissions& submissions_;
  avoidance& avoidance_;
  matches& matches_;
  /// The rooms of tickets that came in this round.
  std::map<ticket_id, room_id> new_rooms_;
  /// Offers that end without anybody seated.
  std::vector<std::uint64_t> given_up_;
};

}  // namespace moim
