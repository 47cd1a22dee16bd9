#pragma once

#include "domain/matching/round/due_work.hpp"

namespace moim {

/// The latest time for the next decision on the pool: it may be too early, never too late. Nothing: time alone changes
/// nothing.
std::optional<time_ms> wake_up_after(const round_draft& decided, const due_work& due);

}  // namespace moim
