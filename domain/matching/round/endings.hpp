#pragma once

#include "domain/matching/round/proposal_draft.hpp"
#include "domain/matching/round/round_draft.hpp"

namespace moim {

/// Tickets that end without a match: they are out of play at once, and a proposal that loses one will be closed.
class endings {
 public:
  endings(round_draft& draft, proposal_draft& proposals) : draft_(draft), proposals_(proposals) {}

  void end(ticket_ref ref, ticket_end why);
  /// Ends a ticket of the pool whose time is over: its own, its windows', or that of people who are away.
  /// \return whether it ended
  bool end_if_over(slot which);
  /// Adds the event of the tickets that have ended since the last call.
  void write_ended();
  /// Adds the event of the tickets that were spared, if any, because nobody had looked for their people.
  void write_spared();

 private:
  round_draft& draft_;
  proposal_draft& proposals_;
  tickets_ended ended_;
  presence_changed spared_;
};

}  // namespace moim
