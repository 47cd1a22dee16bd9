#pragma once

#include "domain/matching/tickets/backfill_terms.hpp"

#include <variant>

/// What a pool is asked to do. Commands carry no time: they happen when they are decided.
namespace moim {

/// A ticket that was read from a request: its times are set when it is decided (`expires_at` 0: by the kind's TTL).
struct submit_ticket {
  moim::ticket ticket;
};
struct cancel_ticket {
  ticket_id ticket;
  /// The person who asks: only the ticket's own people may. Nothing: the operator asks.
  std::optional<user_id> by{};
};
/// A ticket that names others: they are asked before it is submitted.
struct invite_party {
  moim::ticket ticket;
};
/// A person whom a ticket names joins its party, or does not want to.
struct answer_invitation {
  ticket_id ticket;
  user_id user;
  bool accept = true;
};
/// A person answers a proposal.
struct answer_proposal {
  ticket_id ticket;
  user_id user;
  bool accept = true;
  /// Which proposal is answered; 0: the one that holds the ticket.
  std::uint64_t proposal = 0;
};
/// Whether a ticket's people are connected.
struct set_presence {
  ticket_id ticket;
  bool here = true;
};
/// A room has seated the people it was offered, or cannot.
struct answer_backfill {
  std::uint64_t proposal = 0;
  bool taken = false;
};
/// How long a room may seat the people it was offered.
inline constexpr time_ms backfill_open_ms = 5 * minute_ms;
/// A room that still cannot be read this long after that is given up: the offered people wait again. Any
/// other room is asked until it answers, however late, since it may have seated them.
inline constexpr time_ms backfill_given_up_ms = 30 * minute_ms;

using pool_command = std::variant<submit_ticket, cancel_ticket, answer_proposal, set_presence, start_backfill,
                                  answer_backfill, invite_party, answer_invitation>;

}  // namespace moim
