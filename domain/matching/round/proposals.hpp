#pragma once

#include "domain/matching/round/commands.hpp"
#include "domain/matching/round/endings.hpp"
#include "domain/matching/round/matches.hpp"
#include "domain/matching/round/penalties.hpp"

namespace moim {

/// Asks the members of groups, and handles their answers: they accept, decline, or say nothing.
class proposals {
 public:
  proposals(round_draft& draft, proposal_draft& open, endings& ends, penalties& penalised, matches& made)
      : draft_(draft), open_(open), endings_(ends), penalties_(penalised), matches_(made) {}

  /// Asks the members of a group.
  void propose(const found_group& group, agreed_terms agreed);
  /// \return `ticket_not_found`, or `not_proposed` if this person is not asked, or not any more
  std::optional<error> answer(const answer_proposal& command);
  /// Its people take a ticket back. If others count on them, that lets them down as much as declining does.
  void cancel(ticket_ref ref);
  /// The time to accept is over, so the proposal will close. Whoever has not accepted is out. But if the
  /// group had stopped being valid by then, nobody had the full time to think, and nobody is out.
  void time_is_over(std::uint64_t number);
  /// Closes proposals that have lost somebody or whose time is over. Their other tickets come back, as old as
  /// they were, and are searched for at once.
  void close();

 private:
  void accept(std::uint64_t number, open_proposal& proposal, const user_id& user);
  void end_silent(const open_proposal& proposal);
  std::vector<group_member> bring_back(const open_proposal& closed);
  ticket_ref bring_back(slot which);

  round_draft& draft_;
  proposal_draft& open_;
  endings& endings_;
  penalties& penalties_;
  matches& matches_;
};

}  // namespace moim
