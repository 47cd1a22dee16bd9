#pragma once

#include "domain/matching/tickets/profile.hpp"

#include <array>
#include <limits>

/// What a search reads of a ticket: two cache lines instead of a profile. Signatures only prune: two tickets whose
/// signatures do not suit each other can never be in one group, but those whose signatures do may still not agree.
namespace moim {

inline constexpr std::size_t signature_sets = 4;

/// Which of a pool's criteria have a place in a signature: the first four sets, the first window, spread and radius.
struct signature_layout {
  static constexpr std::uint8_t none = 255;
  std::array<std::uint8_t, max_criteria> set_place{};
  std::uint8_t window = none;
  std::uint8_t spread = none;
  std::uint8_t radius = none;
  /// Whether all criteria but radii have a place: then only values beyond 64 and several windows need a second look.
  bool complete = true;
};
signature_layout make_layout(const pool_kind& kind);

struct alignas(64) signature {
  // The first cache line turns most tickets down (`may_suit_at_a_glance`).
  /// A bit per value number modulo 64; all bits for *anything*.
  std::array<std::uint64_t, signature_sets> sets{~0ull, ~0ull, ~0ull, ~0ull};
  std::int64_t low = absent;
  std::int64_t high = -absent;
  float x = 0;
  float y = 0;
  float z = 0;
  /// The radius as an angle, infinite if the ticket names none.
  float reach = std::numeric_limits<float>::infinity();

  size_set sizes = 0;
  // The hull of all windows and the least of the least overlaps.
  std::int64_t from = -absent;
  std::int64_t to = absent;
  std::int64_t min_overlap = 0;
  std::int64_t limit = 2 * absent;
  time_ms submitted_at = 0;
  std::uint32_t people = 0;
  /// The share of tickets that suit this one (`share_of`).
  float share = 1;
  bool has_blocks = false;
  bool has_radius = false;
  /// Windows or criteria that the signature holds only roughly: `agree` has to look.
  bool rough = false;
  /// It names values beyond the pool's first 64: a shared bit may be two values (value_projection.hpp).
  bool rough_values = false;

  static constexpr std::int64_t absent = std::int64_t{1} << 61;
};

signature make_signature(const signature_layout& layout, const profile& of);

/// Room for the rounding of coordinates to floats: their steps are below a metre.
inline constexpr float float_slack = 4e-7F;

/// Whether two discs may have a common point. The chord is never longer than the arc, so a no is never wrong.
/// A ticket without a radius reaches everywhere.
inline bool discs_may_meet(const signature& a, const signature& b) {
  float dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z, reach = a.reach + b.reach + float_slack;
  return dx * dx + dy * dy + dz * dz <= reach * reach;
}

/// Whether two signatures may suit each other by the first cache line of `b`; without branches, for none of these tests
/// can be predicted.
inline bool may_suit_at_a_glance(const signature& a, const signature& b) {
  bool sets_meet = ((a.sets[0] & b.sets[0]) != 0) & ((a.sets[1] & b.sets[1]) != 0) & ((a.sets[2] & b.sets[2]) != 0) &
                   ((a.sets[3] & b.sets[3]) != 0);
  bool spreads_hold = std::max(a.high, b.high) - std::min(a.low, b.low) <= a.limit;
  return sets_meet & spreads_hold & discs_may_meet(a, b);
}

/// The running intersection of a group that grows ticket by ticket.
struct running {
  size_set sizes;
  std::array<std::uint64_t, signature_sets> sets;
  std::int64_t from, to, min_overlap, low, high, limit;
  std::uint32_t people;

  explicit running(const signature& s)
      : sizes(s.sizes),
        sets(s.sets),
        from(s.from),
        to(s.to),
        min_overlap(s.min_overlap),
        low(s.low),
        high(s.high),
        limit(s.limit),
        people(s.people) {}

  void add(const signature& s) {
    sizes &= s.sizes;
    for (std::size_t i = 0; i < signature_sets; ++i) sets[i] &= s.sets[i];
    from = std::max(from, s.from);
    to = std::min(to, s.to);
    min_overlap = std::max(min_overlap, s.min_overlap);
    low = std::min(low, s.low);
    high = std::max(high, s.high);
    limit = std::min(limit, s.limit);
    people += s.people;
  }

  /// Whether the group plus this ticket may be, or become part of, a valid one; discs and blocks apart.
  bool accepts(const signature& s) const {
    auto together = people + s.people;
    if (together > max_group_people || (sizes & s.sizes) >> (together - 1) == 0) return false;
    bool sets_meet = ((sets[0] & s.sets[0]) != 0) & ((sets[1] & s.sets[1]) != 0) & ((sets[2] & s.sets[2]) != 0) &
                     ((sets[3] & s.sets[3]) != 0);
    return sets_meet && std::min(to, s.to) - std::max(from, s.from) >= std::max(min_overlap, s.min_overlap) &&
           std::max(high, s.high) - std::min(low, s.low) <= std::min(limit, s.limit);
  }

  bool size_suits() const { return people <= max_group_people && (sizes & size_of(people)) != 0; }
};

/// Whether two tickets may be in one group, blocks apart.
inline bool may_suit(const signature& a, const signature& b) {
  return may_suit_at_a_glance(a, b) && running{a}.accepts(b);
}

}  // namespace moim
