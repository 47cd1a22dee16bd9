#pragma once

#include "domain/matching/round/due_work.hpp"

namespace moim {

/// When the pool has to be decided again at the latest; nothing: time alone brings nothing. It may be early, never
/// late.
std::optional<time_ms> wake_up_after(const round_draft& decided, const due_work& due);

}  // namespace moim
