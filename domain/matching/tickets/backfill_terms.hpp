#pragma once

#include "domain/matching/tickets/agreed_terms.hpp"
#include "domain/matching/tickets/ticket.hpp"

#include <span>

/// Backfill: a room of a match loses somebody early and looks for others, if its kind says so. It puts a ticket of its
/// own into the pool, which stands for those who are still there.
namespace moim {

/// What a room keeps of its match for backfill.
struct backfill_terms {
  pool_id pool;
  std::vector<ticket> tickets;
  agreed_terms agreed;
  static constexpr auto fields() {
    return std::tuple{
        field{"pool", &backfill_terms::pool, "The pool in which it was matched."},
        field{"tickets", &backfill_terms::tickets, "By which its people came, as they were when they were matched."},
        field{"agreed", &backfill_terms::agreed, "What they agreed on."}};
  }
  bool operator==(const backfill_terms&) const = default;
};

/// How often a room may look for others.
inline constexpr std::uint32_t max_searches = 32;

/// The id of the room's `number`-th ticket. It tells its pool, as the ids of all tickets do.
ticket_id backfill_ticket_id(const room_id& room, std::uint32_t number, const pool_id& pool);

/// A room looks for people with this ticket and drops its earlier ones. A repeat changes nothing.
struct start_backfill {
  static constexpr std::uint16_t code = 5;
  static constexpr std::string_view name = "start_backfill";
  moim::ticket ticket;
  std::vector<ticket_id> instead_of{};
  /// A room that waits for people would wait for ever.
  bool is_lasting() const { return true; }
  static constexpr auto fields() {
    return std::tuple{field{"ticket", &start_backfill::ticket, "By which it looks now."},
                      field{"instead_of", &start_backfill::instead_of, "By which it looked before."}};
  }
  bool operator==(const start_backfill&) const = default;
};

/// Makes the ticket that stands for the people in a room. Newcomers have to suit all of them: what the match agreed on
/// is settled, and everybody's spreads and blocks count. The pool sets its times. \param seats of the room, taken or
/// free \return nothing if their sizes allow no more people than are there
std::optional<ticket> backfill_ticket(const backfill_terms& terms, const room_id& room, std::uint32_t number,
                                      std::span<const user_id> seated, std::uint32_t seats);

/// Drops the tickets whose people have all left.
void forget_leavers(backfill_terms& terms, std::span<const user_id> seated);

}  // namespace moim
