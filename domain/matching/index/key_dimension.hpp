#pragma once

#include "domain/matching/tickets/profile.hpp"

#include <array>

namespace moim {

/// The coordinates of a ticket, or of those who could suit it, along one dimension of a plan's keys.
struct coordinates {
  /// One more is *too many*.
  static constexpr std::uint32_t max = 160;
  std::array<std::uint64_t, max> at;
  std::uint32_t count = 0;
  bool too_many = false;

  void add(std::uint64_t coordinate);
};

/// The level of a ticket that accepts anything along a dimension.
inline constexpr std::uint8_t wildcard = 255;

enum class dimension_type : std::uint8_t { set, window, spread, grid };

/// One dimension of a plan's keys. Windows, spreads and radii have *levels*, each a grid of twice the width
/// of the one before (windows: four times). A ticket is posted in the level that fits its own size. A prober
/// finds it by visiting each level in use.
struct key_dimension {
  dimension_type type{};
  std::uint8_t criterion = 0;

  /// The level at which the ticket is posted, and its coordinates there; `wildcard` if it accepts anything.
  std::uint8_t post(const profile& of, coordinates& into) const;
  /// Where tickets of that level that suit `of` could be, perhaps nowhere. False if that is everywhere, or too many
  /// places.
  /// \param value_bound all values' numbers are below it
  bool probe(const profile& of, std::uint8_t level, std::uint32_t value_bound, coordinates& into) const;
};

}  // namespace moim
