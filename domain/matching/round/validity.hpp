#pragma once

#include "domain/matching/search/agree.hpp"

namespace moim {

/// Whether these tickets are alive and a group at `at`.
bool is_valid_at(const pool_kind& kind, const std::vector<const profile*>& group, time_ms at);

/// The first moment, up to `latest`, at which these are no group any more. Time only ever takes from what suits them.
time_ms valid_until(const pool_kind& kind, const std::vector<const profile*>& group, time_ms now, time_ms latest);

}  // namespace moim
