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

/// The worth of placing a ticket now: its people × (time left + loss if it ends) / (1 + chances if it is
/// left). The loss counts as 0.7 of a whole TTL. A chance is a coming ticket that suits. Each one counts more
/// the more suiting tickets wait, since it then makes more groups. It counts less the more people are
/// missing.
/// \param neighbours how many waiting tickets suit
std::int64_t weight_of(const signature& of, const choice_terms& terms, std::uint32_t neighbours = usual_neighbours);

}  // namespace moim
