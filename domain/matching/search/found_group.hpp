#pragma once

#include "domain/matching/search/search_space.hpp"

#include <algorithm>
#include <limits>
#include <vector>

namespace moim {

/// A group that was found, with its tickets in order of age, the oldest first.
struct found_group {
  std::vector<ticket_ref> tickets;
  std::uint32_t people = 0;
  /// The total weight of its tickets (choice.hpp).
  std::int64_t value = 0;
};

/// What the signatures of a group say, and what they leave open.
struct group_outline {
  /// `agree` has to look at the profiles: some criteria or values are held only roughly.
  bool is_rough = false;
  /// How many tickets name a radius. Two or more have to be checked for a common point.
  std::size_t discs = 0;
  time_ms oldest_submitted_at = std::numeric_limits<time_ms>::max();

  void add(const signature& of) {
    is_rough |= of.rough || of.rough_values;
    discs += of.has_radius;
    oldest_submitted_at = std::min(oldest_submitted_at, of.submitted_at);
  }
};

/// The running intersection of one ticket. An overlap counts only from now and the kind's notice on.
inline running begin_group(const signature& of, const search_space& space) {
  running alone{of};
  alone.from = std::max(alone.from, space.now() + space.kind().notice_s * second_ms);
  return alone;
}

/// Sorts tickets by age, the oldest first.
inline void sort_by_age(std::vector<ticket_ref>& tickets, const search_space& space) {
  std::sort(tickets.begin(), tickets.end(), [&](ticket_ref a, ticket_ref b) { return space.older(a, b); });
}

}  // namespace moim
