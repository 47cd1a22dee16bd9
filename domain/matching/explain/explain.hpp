#pragma once

#include "domain/matching/round/decide.hpp"

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

struct rule_failures {
  /// The tickets of the sample that do not suit by this rule.
  std::uint32_t failing = 0;
  /// Those of them that suit by every other rule.
  std::uint32_t failing_by_it_alone = 0;
};

/// A ticket that would suit but for one rule; nobody is named.
struct near_miss {
  std::size_t rule = 0;
  double missing = 0;
};

struct coming_step {
  time_ms at = 0;
  /// How many more tickets would suit than do now.
  std::int32_t more_candidates = 0;
  bool group_forms = false;
};

/// What stands between a waiting ticket and a match.
struct explanation {
  std::uint8_t steps_done = 0;
  std::optional<time_ms> next_step_at;
  /// How many of the oldest other tickets were compared, and how many others wait in all.
  std::uint32_t sample = 0;
  std::uint32_t waiting = 0;
  std::array<rule_failures, max_rules> rules{};
  /// Tickets of the sample that suit in a pair.
  std::uint32_t candidates = 0;
  /// There are candidates but no group: their numbers of people do not add up, or else they do not suit each
  /// other.
  bool people_do_not_add_up = false;
  bool candidates_do_not_suit_each_other = false;
  /// At most five, the nearest first.
  std::vector<near_miss> nearest;
  std::vector<coming_step> steps;
};

/// Reads only. Bounded: 256 tickets are looked at and 2,000 nodes of search for each step.
std::optional<explanation> explain(const pool& state, const ticket_id& id, time_ms now, matcher_workspace& workspace);

}  // namespace moim
