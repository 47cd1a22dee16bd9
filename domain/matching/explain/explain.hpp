#pragma once

#include "domain/matching/explain/pair_gap.hpp"
#include "domain/matching/round/decide.hpp"

namespace moim {

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
  /// How many tickets would suit then.
  std::uint32_t suiting = 0;
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
  /// Tickets that a search finds to suit, whether they are in the sample or not.
  std::uint32_t suiting = 0;
  /// There are candidates but no group: their numbers of people do not add up, or else they do not suit each
  /// other.
  bool people_do_not_add_up = false;
  bool candidates_do_not_suit_each_other = false;
  /// At most five, the nearest first.
  std::vector<near_miss> nearest;
  std::vector<coming_step> steps;
};

/// Exactly what stands between, for those who run the pool or have its tickets in a file; people are told less
/// (explanation.hpp). Reads only. Bounded: 256 tickets are looked at and 2,000 nodes of search for each step.
std::optional<explanation> explain(const pool& state, const ticket_id& id, time_ms now, matcher_workspace& workspace);

/// The same of blurred copies (blurred.hpp) of the ticket and of the 256 oldest others: what is in it tells of others
/// no more than their copies. Nobody has blocked anybody. `nearest` is the fifth nearest ticket by each rule that has a
/// measure.
std::optional<explanation> explain_blurred(const pool& state, const ticket_id& id, time_ms now,
                                           matcher_workspace& workspace);

}  // namespace moim
