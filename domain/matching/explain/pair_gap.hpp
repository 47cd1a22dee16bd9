#pragma once

#include "domain/matching/tickets/profile.hpp"

namespace moim {

/// Why two tickets do not suit each other by one rule: how much is missing, in the rule's unit.
struct pair_gap {
  bool fits = true;
  /// Milliseconds of overlap, thousandths of the spread, metres; 0 for rules without a measure.
  double missing = 0;
};

/// Rules of a pair: the pool's criteria by their places, then the size and the blocks.
inline constexpr std::size_t size_rule = max_criteria;
inline constexpr std::size_t block_rule = max_criteria + 1;
inline constexpr std::size_t max_rules = max_criteria + 2;

pair_gap gap_between(const pool_kind& kind, std::size_t rule, const profile& a, const profile& b, time_ms now);

}  // namespace moim
