#pragma once

#include "domain/matching/pool/pool.hpp"

#include <functional>

/// Presence: a ticket outlives the connections of its people by `absent_after_s`. A server cannot be relied on to tell
/// that somebody has gone (it may have died itself), so it tells who is still there, again and again; who is not spoken
/// of any more counts as away. What is asked for at once is a sixteenth of the pool, so that no step takes long.
namespace moim {

inline constexpr std::size_t presence_parts = 16;

/// How often a part of the pool is looked at; 0: never.
time_ms presence_step_ms(const pool_kind& kind);

/// Until when people who were seen at `now` count as connected.
time_ms here_until(const pool_kind& kind, time_ms now);

/// Whether nobody looked for people for so long that who has not been seen may have had no way to be: the servers were
/// down. Then nobody is given up; all begin anew.
bool was_unattended(const pool& state, time_ms now);

/// The tickets of a part of the pool of whose people at least one is connected, as `is_here` tells, or of which that
/// was never asked. Without tickets: there are none, but the log has to tell that somebody looked. Nothing: it need
/// not.
std::optional<presence_changed> look_for_people(const pool& state, std::size_t part, time_ms now,
                                                const std::function<bool(const user_id&)>& is_here);

}  // namespace moim
