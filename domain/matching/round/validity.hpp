#pragma once

#include "domain/matching/search/agree.hpp"

namespace moim {

/// Whether these tickets are alive and a valid group at `at`.
bool is_valid_at(const pool_kind& kind, const std::vector<const profile*>& group, time_ms at);

/// The first moment, up to `latest`, at which the group is no longer valid. Time never makes a group valid again.
time_ms valid_until(const pool_kind& kind, const std::vector<const profile*>& group, time_ms now, time_ms latest);

}  // namespace moim
