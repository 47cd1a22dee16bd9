#pragma once

#include "domain/matching/tickets/pool_kind.hpp"

#include <span>
#include <string>

namespace moim::sim {

/// The rules of pools beside each other, as HTML; what none of them has is left out.
/// \param names of the pools, as many as there are kinds
std::string table_of_rules(std::span<const pool_kind> kinds, std::span<const std::string> names);

}  // namespace moim::sim
