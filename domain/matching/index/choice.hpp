#pragma once

#include "domain/matching/index/signature.hpp"
#include "domain/matching/tickets/pool_kind.hpp"

/// The term of choice: which of the tickets that suit is given a place now. Found on streams of several kinds
/// (docs/matching.md).
namespace moim {

/// What the choice knows of a pool besides the tickets.
struct choice_terms {
  time_ms now = 0;
  time_ms ttl_ms = 1;
  /// How many tickets come while one lives; 0: that is not known.
  double arrivals = 0;
};

/// The share of tickets that suit one, if `suiting` of `all` did; never 0.
inline float share_of(std::size_t suiting, std::size_t all) {
  return static_cast<float>(suiting + 1) / static_cast<float>(all + 1);
}

/// How many waiting tickets suit one, where nobody has counted them.
inline constexpr std::uint32_t usual_neighbours = 3;

/// What it is worth to find a place for a ticket now: the time that it has left and what is lost if it ends unmatched
/// (as much as 0.7 of a whole TTL), over the chances that it would have if it were left. A chance is a ticket to come
/// that suits; the more tickets wait that suit, the more groups it makes, and the more people a group needs, the
/// fewer.
/// \param neighbours how many waiting tickets suit
std::int64_t weight_of(const signature& of, const choice_terms& terms, std::uint32_t neighbours = usual_neighbours);

}  // namespace moim
