#pragma once

#include "domain/matching/search/agree.hpp"
#include "sim/match/files/match_recording.hpp"
#include "sim/match/match_outcome.hpp"

namespace moim::sim {

/// How good groups are, by measures that know nothing of the matcher that made them.
struct group_scores {
  /// The weight of the people who were matched, and of all. A person weighs more the harder a partner is to
  /// find: 1 / √ of the share that suits, among the 256 tickets before theirs.
  std::uint64_t worth_matched = 0;
  std::uint64_t worth_of_all = 0;
  /// The sum over all people who were matched of how well their group fits them, 0 … 1, and how many they are; of
  /// those only who named a criterion with a measure.
  double fit = 0;
  std::size_t fit_people = 0;

  double worth_share() const {
    return worth_of_all > 0 ? static_cast<double>(worth_matched) / static_cast<double>(worth_of_all) : 0;
  }
  double mean_fit() const { return fit_people > 0 ? fit / static_cast<double>(fit_people) : 0; }
};

group_scores score(const recording& history, const match_outcome& outcome);

/// How well a group fits one of its tickets: the mean fit of the criteria that it named. Lists of 2 and more:
/// 1 for the first choice, then less. Windows: the overlap as a share of the ticket's own. Spreads: 1 if all
/// are alike, 0 at the limit. Radii: 1 at its own place, 0 at the rim. Nothing: it named none of them.
std::optional<double> fit_of(const profile& of, const agreement& reached, std::span<const profile* const> group);

}  // namespace moim::sim
