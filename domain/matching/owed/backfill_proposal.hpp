#pragma once

#include "domain/matching/tickets/ticket.hpp"

#include <limits>

namespace moim {

/// People whom the pool has found for a room. Until the room has answered they are kept for it.
struct backfill_proposal {
  static constexpr std::uint16_t code = 3;
  static constexpr std::string_view name = "backfill_proposal";
  room_id room;
  /// The pool's number for it.
  std::uint64_t proposal = 0;
  /// The room's ticket that they suit: should somebody have come or gone since, they may not suit the room any more.
  ticket_id for_ticket;
  /// From then on the room may not take them any more.
  time_ms until = 0;
  std::vector<user_id> members;
  std::vector<ticket> tickets;
  /// The pool waits for the answer.
  bool is_lasting() const { return true; }
  static constexpr bool is_told_again = true;
  /// As it is sent once more after the room has taken it: the pool never takes that back.
  backfill_proposal told_again() const {
    auto again = *this;
    again.until = std::numeric_limits<time_ms>::max();
    return again;
  }
  static constexpr auto fields() {
    return std::tuple{field{"room", &backfill_proposal::room},          field{"proposal", &backfill_proposal::proposal},
                      field{"seeking", &backfill_proposal::for_ticket}, field{"until", &backfill_proposal::until},
                      field{"members", &backfill_proposal::members},    field{"tickets", &backfill_proposal::tickets}};
  }
};

}  // namespace moim
