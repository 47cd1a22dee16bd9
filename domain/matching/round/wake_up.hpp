#pragma once

#include "domain/matching/round/round_draft.hpp"

namespace moim {

/// When the pool has to be decided again at the latest; nothing: time alone brings nothing. It may be early, never
/// late.
/// \param was_any_due whether the round has decided something that was due
std::optional<time_ms> wake_up_after(const round_draft& decided, bool was_any_due);

}  // namespace moim
