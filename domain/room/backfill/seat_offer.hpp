#pragma once

#include "domain/matching/tickets/ticket.hpp"

namespace moim {

/// People whom the pool has found for a room. Until the room has answered they are kept for it.
struct seat_offer {
  static constexpr std::uint16_t code = 3;
  room_id room;
  /// The pool's number for it.
  std::uint64_t proposal = 0;
  /// The room's ticket that they suit: should somebody have come or gone since, they may not suit the room any more.
  ticket_id seeking;
  /// From then on the room may not take them any more.
  time_ms until = 0;
  std::vector<user_id> members;
  std::vector<ticket> tickets;
  /// The pool waits for the answer.
  bool is_lasting() const { return true; }
  static constexpr auto fields() {
    return std::tuple{field{"room", &seat_offer::room},       field{"proposal", &seat_offer::proposal},
                      field{"seeking", &seat_offer::seeking}, field{"until", &seat_offer::until},
                      field{"members", &seat_offer::members}, field{"tickets", &seat_offer::tickets}};
  }
};

}  // namespace moim
