#pragma once

#include <cstddef>

namespace moim::store {

/// The most records that a conflict brings along; who missed more reads them.
inline constexpr std::size_t missed_records_max = 64;

}  // namespace moim::store
