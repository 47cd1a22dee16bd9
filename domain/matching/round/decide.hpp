#pragma once

#include "domain/declare/derived_ids.hpp"
#include "domain/matching/pool/pool.hpp"
#include "domain/matching/round/commands.hpp"
#include "domain/matching/search/wave.hpp"

namespace moim {

/// What was decided for a batch.
struct pool_decision {
  std::vector<pool_event> events;
  /// More is due than one decision takes (`search_budget::due_tickets`), and comes before what is asked for. None of
  /// the commands was decided: they go into a decision on what these events lead to, at once.
  bool leaves_due = false;
  /// Why each command was refused; nothing: it was done. Empty if none was decided.
  std::vector<std::optional<error>> refusals;
  match_work work;
  /// The pool has to be decided again at this time at the latest; it may be early. Nothing: it need not.
  std::optional<time_ms> wake_by;
};

/// Memory that all decisions on one pool reuse. Nothing in it means anything to the next decision.
class matcher_workspace {
 public:
  explicit matcher_workspace(const pool_kind& kind) : space(kind), waves(space) {}
  matcher_workspace(const matcher_workspace&) = delete;
  matcher_workspace& operator=(const matcher_workspace&) = delete;

  search_space space;
  wave waves;
  /// The secret from which the ids of new rooms are derived.
  id_secret secret{};
};

/// Decides a batch at `now` (never before `state.last_at()`): what is due by time first, in its order, then the
/// commands in order, then the groups. The state stays as it is; if the commit of the events meets a conflict, they are
/// dropped and the batch is decided again. Afterwards no ready group is left waiting, unless `work.cuts` says that a
/// search was cut short. If `leaves_due`, that is said of the tickets that have nothing due: the others are in no
/// group. Refusals: `already_waiting`, `ticket_not_found`, `ticket_over`, `not_proposed`, `being_seated`, `penalised`,
/// `too_many_invitations`, `not_invited`, and those of `checked_ticket`.
pool_decision decide(const pool& state, std::vector<pool_command> batch, time_ms now, const search_budget& budget,
                     matcher_workspace& workspace);

}  // namespace moim
