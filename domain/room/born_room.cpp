#include "domain/planted.hpp"
#include "domain/room/room.hpp"

/// How a room begins that a match makes. Nobody asks the facets: a birth cannot be refused.
namespace moim {

std::vector<room_event> decide_birth(const room& state, const room_id& id, const birth& of,
                                     const std::optional<birth_origin>& by_word_of) {
  bool exists = state.exists() && !is_planted(planted_bug::born_again);
  if (exists || of.members.empty()) return {};
  auto seats = static_cast<std::uint32_t>(of.members.size());
  std::vector<room_event> events{
      room_created{id, of.members.front(), of.kind, of.kind.key, seats, of.match, of.agreed, of.backfill, by_word_of},
      outbox_begun{}};
  for (std::uint32_t seat = 1; seat <= seats; ++seat) events.push_back(seat_taken{of.members[seat - 1], seat});
  return events;
}

new_room begin_room(const room_id& id, const birth& of, time_ms at, const room_debts_filter& filter) {
  new_room begun;
  begun.events = decide_birth(begun.after, id, of);
  if (!begun.events.empty()) settle(begun.after, begun.events, {1, at}, 0, filter);
  return begun;
}

}  // namespace moim
