#pragma once

#include "domain/matching/tickets/agreed_terms.hpp"
#include "domain/matching/tickets/ticket.hpp"

#include <span>

/// A room that was born of a match and lost somebody early looks for others, if its kind says so: it puts a ticket of
/// its own into the pool, which stands for those who are still there.
namespace moim {

/// What a room keeps of its match for that.
struct refill_terms {
  pool_id pool;
  std::vector<ticket> tickets;
  agreed_terms agreed;
  static constexpr auto fields() {
    return std::tuple{
        field{"pool", &refill_terms::pool, "The pool in which it was matched."},
        field{"tickets", &refill_terms::tickets, "By which its people came, as they were when they were matched."},
        field{"agreed", &refill_terms::agreed, "What they agreed on."}};
  }
  bool operator==(const refill_terms&) const = default;
};

/// How often one room may look for others.
inline constexpr std::uint32_t seeks_most = 32;

/// The id of the ticket by which a room looks for the `number`-th time; it tells its pool as all tickets do.
ticket_id seeking_ticket_id(const room_id& room, std::uint32_t number, const pool_id& pool);

/// The ticket that stands for the people who still sit in a room: what was agreed on is settled, the ages and so on of
/// those who are there count, and so does whom they do not want to meet; who comes has to suit all of them. Its times
/// are set by the pool. Nothing if none of them wants more people than are there.
/// \param seats how many there are in all
std::optional<ticket> seeking_ticket(const refill_terms& terms, const room_id& room, std::uint32_t number,
                                     std::span<const user_id> seated, std::uint32_t seats);

/// `terms` without the tickets nobody of whom is among `seated`.
void forget_leavers(refill_terms& terms, std::span<const user_id> seated);

}  // namespace moim
