#pragma once

#include "domain/matching/pool/pool.hpp"

#include <functional>

/// Presence: a ticket outlives the connections of its people by `absent_after_s`. No server can be relied on to tell
/// that somebody has gone: it may have died itself. So each server tells again and again who is there, and a ticket
/// that nobody names any more counts as away. One step asks about a sixteenth of the pool, so that none takes long.
namespace moim {

inline constexpr std::size_t presence_parts = 16;

/// The time from one step to the next; 0: presence is never looked at.
time_ms presence_step_ms(const pool_kind& kind);

/// People who were seen at `now` count as connected until then.
time_ms here_until(const pool_kind& kind, time_ms now);

/// Whether the servers were down: nobody has looked for people for so long that some may be there unseen. Then the pool
/// gives nobody up, and the grace begins anew.
bool was_unattended(const pool& state, time_ms now);

/// Looks through one part of the pool for tickets with at least one person connected, and for those that were never
/// asked about.
/// \param part 0 … `presence_parts` − 1
/// \return the event to write; it names no tickets if none was found but the log has to tell that somebody looked.
/// Nothing: there is nothing to tell.
std::optional<presence_changed> look_for_people(const pool& state, std::size_t part, time_ms now,
                                                const std::function<bool(const user_id&)>& is_here);

}  // namespace moim
