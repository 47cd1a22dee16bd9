#pragma once

#include <cstddef>

namespace moim::store {

/// The most records that a conflict brings along; an entity that missed more has to read them.
inline constexpr std::size_t missed_records_max = 64;

}  // namespace moim::store
