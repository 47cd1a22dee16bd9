#pragma once

#include "domain/matching/round/decide.hpp"
#include "domain/matching/round/due_work.hpp"
#include "domain/matching/round/settling.hpp"

namespace moim {

/// One decision on a pool: hands each command to the part whose job it is, and runs the parts in their order.
class pool_round {
 public:
  pool_round(const pool& state, time_ms now, search_space& space) : draft_(state, space, now), open_(state, now) {}

  pool_decision run(std::vector<pool_command> batch, wave& waves, const search_budget& budget);

 private:
  using refusal = std::optional<error>;

  void decide_commands(std::vector<pool_command> batch);
  refusal on(submit_ticket& command) { return submissions_.submit(std::move(command.ticket)); }
  refusal on(const cancel_ticket& command);
  refusal on(const answer_proposal& command) { return proposals_.answer(command); }
  refusal on(const set_presence& command);
  refusal on(const start_backfill& command) { return backfills_.start(command); }
  refusal on(const answer_backfill& command);
  refusal on(invite_party& command) { return parties_.invite(std::move(command.ticket)); }
  refusal on(const answer_invitation& command) { return parties_.answer(command); }

  void close_proposals();

  pool_decision decision_;
  round_draft draft_;
  // Each part knows only those before it.
  proposal_draft open_;
  endings endings_{draft_, open_};
  penalties penalties_{draft_};
  avoidance avoidance_{draft_};
  submissions submissions_{draft_, penalties_, avoidance_};
  parties parties_{draft_, penalties_, submissions_};
  matches matches_{draft_, avoidance_};
  proposals proposals_{draft_, open_, endings_, penalties_, matches_};
  backfills backfills_{draft_, open_, endings_, submissions_, avoidance_, matches_};
  due_work due_work_{draft_, open_, endings_, proposals_, parties_};
  settling settling_{draft_, matches_, proposals_, backfills_, submissions_};
};

}  // namespace moim
