#pragma once

#include "domain/matching/round/commands.hpp"
#include "domain/matching/round/submissions.hpp"

namespace moim {

/// Tickets that name others than whoever submits them: each of those is asked, and the ticket comes in once all have
/// said yes. What the inviter is answered tells nothing of the others: not whether they wait, nor whom they avoid.
class parties {
 public:
  parties(round_draft& draft, const penalties& penalised, submissions& submitted)
      : draft_(draft), penalties_(penalised), submissions_(submitted) {}

  /// Asks the people whom a ticket names. Whoever avoids the inviter by a ticket of theirs, or is asked by as many as
  /// may ask at a time, is not: then nobody hears of it, and the time runs out.
  /// \return why it is refused: as `submissions::submit`, for the inviter alone; or `too_many_invitations`
  std::optional<error> invite(ticket from);
  /// \return `not_invited`; or `already_waiting` or `penalised`, if the person themselves may not join
  std::optional<error> answer(const answer_invitation& command);
  /// Whoever has submitted it takes it back; whoever has accepted thinks better of it. The operator may, too.
  /// \return `ticket_not_found` for anybody else
  std::optional<error> cancel(const open_party& of, const std::optional<user_id>& by);
  /// Not all have accepted in time.
  void time_is_over(const ticket_id& id);

 private:
  bool avoids(const user_id& user, const user_id& inviter) const;
  void form(const open_party& complete);
  void close(const open_party& of, std::optional<ticket_end> why);

  round_draft& draft_;
  const penalties& penalties_;
  submissions& submissions_;
};

}  // namespace moim
