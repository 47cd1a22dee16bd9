#pragma once

#include "domain/matching/search/agree.hpp"
#include "sim/match/files/match_recording.hpp"
#include "sim/match/match_outcome.hpp"

namespace moim::sim {

/// How good groups are, by measures that know nothing of the matcher that made them.
struct group_scores {
  /// Each person weighs as much as it is hard to find a partner for their ticket (1 / √ of the share that suits, by the
  /// 256 tickets that came before it): the weight of those who were matched, and of all.
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

/// How well a group fits one of its tickets: the mean over the criteria that it named of how much was left to spare.
/// Lists: 1 for the first choice, less for each later one. Windows: the overlap as a share of the ticket's own window.
/// Spreads: 1 if all are alike, 0 at the limit. Radii: 1 at its own place, 0 at the rim. Nothing if it named none.
std::optional<double> fit_of(const profile& of, const agreement& reached, std::span<const profile* const> group);

}  // namespace moim::sim
