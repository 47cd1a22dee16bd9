#pragma once

#include "domain/matching/pool/pool.hpp"
#include "domain/matching/search/wave.hpp"

#include <span>

namespace moim {

/// A ticket that was read from a request: its times are set when it is decided (`expires_at` 0: by the kind's TTL).
struct submit_ticket {
  moim::ticket ticket;
};
struct cancel_ticket {
  ticket_id ticket;
  /// Who asks: only the ticket's own people may. Nobody: the operator.
  std::optional<user_id> by{};
};
struct answer_proposal {
  ticket_id ticket;
  user_id user;
  bool accept = true;
  /// Which proposal is answered; 0: the one that holds the ticket.
  std::uint64_t proposal = 0;
};
struct set_presence {
  ticket_id ticket;
  bool here = true;
};
/// A room looks for people by this ticket, and no longer by those of before. Done as well if it does already, or did.
struct seek_people {
  moim::ticket ticket;
  std::vector<ticket_id> instead_of{};
};
/// A room has taken whom it was offered, or cannot.
struct answer_offer {
  std::uint64_t proposal = 0;
  bool taken = false;
};
using pool_command =
    std::variant<submit_ticket, cancel_ticket, answer_proposal, set_presence, seek_people, answer_offer>;

/// For how long a room may take whom it was offered, at the most.
inline constexpr time_ms offer_open_ms = 5 * minute_ms;
/// After how long from then on they wait again, should the room never have answered: only of a room that nobody can
/// read is it not known by then whether it has taken them.
inline constexpr time_ms offer_given_up_ms = 30 * minute_ms;

/// What was decided for a batch.
struct pool_decision {
  std::vector<pool_event> events;
  /// For each command why it was refused; nothing: it was done.
  std::vector<std::optional<error>> refusals;
  match_work work;
  /// The pool has to be decided again at this time at the latest; it may be early. Nothing: it need not.
  std::optional<time_ms> wake_by;
};

/// The memory that decisions on one pool use again and again. Nothing in it lasts from one decision to the next.
class matcher_workspace {
 public:
  explicit matcher_workspace(const pool_kind& kind) : space(kind), waves(space) {}
  matcher_workspace(const matcher_workspace&) = delete;
  matcher_workspace& operator=(const matcher_workspace&) = delete;

  search_space space;
  wave waves;
};

/// Decides a batch at `now` (never before `state.last_at()`): what is due by time first, then the commands in order,
/// then the groups. The state stays as it is; if the commit of the events meets a conflict, they are dropped and the
/// batch is decided again. Afterwards no ready group is left waiting, unless `work.cuts` says that a search was cut
/// short.
/// Refusals: `already_waiting`, `ticket_not_found`, `ticket_over`, `not_proposed`, `being_seated`, and those of
/// `checked_ticket`.
pool_decision decide(const pool& state, std::vector<pool_command> batch, time_ms now, const search_budget& budget,
                     matcher_workspace& workspace);

}  // namespace moim
