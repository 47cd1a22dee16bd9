#pragma once

#include "domain/matching/pool/pool.hpp"

#include <functional>

/// Presence: a ticket outlives its people's connections by `absent_after_s`. A server cannot report that
/// somebody has gone if it has died itself. So each server keeps reporting who is there, and a ticket that no
/// server reports counts as away. One step looks at a sixteenth of the pool, so that none takes long.
namespace moim {

inline constexpr std::size_t presence_parts = 16;

/// The time from one step to the next; 0: presence is never looked at.
time_ms presence_step_ms(const pool_kind& kind);

/// People who were seen at `now` count as connected until then.
time_ms here_until(const pool_kind& kind, time_ms now);

/// Whether the servers were down for so long that people whose grace was over at `absent_at` may be connected without
/// the pool knowing it. Then the pool does not give them up, and their grace begins anew. That they were down counts
/// also for those whom the first decisions afterwards did not come to.
bool was_unattended(const pool& state, time_ms absent_at, time_ms now);

/// Looks through one part of the pool for tickets with somebody connected, and for tickets never checked.
/// \param part 0 … `presence_parts` − 1
/// \return the event to write. It names no tickets if it only has to record that somebody looked. Nothing:
/// there is nothing to record.
std::optional<presence_changed> look_for_people(const pool& state, std::size_t part, time_ms now,
                                                const std::function<bool(const user_id&)>& is_here);

}  // namespace moim
