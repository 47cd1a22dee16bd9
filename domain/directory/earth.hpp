#pragma once

#include "domain/room/description/description_content.hpp"

#include <array>

/// The Earth as a sphere, for looking around a point.
namespace moim {

/// Half of a great circle, rounded up: no two points are further apart.
inline constexpr std::int64_t max_distance_m = 20'015'087;

/// Metres along the great circle, by the haversine formula (Sinnott 1984) with its argument clamped to [0, 1]: rounding
/// may bring it beyond, for points on opposite sides.
double distance_m(const geo_point& a, const geo_point& b);

/// A point as a number, its coordinates rounded to 10⁻⁷ degrees, a centimetre: by the row of 0.01 degrees, about a
/// kilometre, that it lies in, from the south; within a row eastwards. 180° and -180° are one meridian.
std::uint64_t point_code(const geo_point& point);

/// The row of a point's code.
constexpr std::uint32_t row_of(std::uint64_t code) { return static_cast<std::uint32_t>(code >> 49); }

/// Codes from `first` up to `last`, both included: part of a row.
struct code_range {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

/// Where the points lie that are at least `from_m` and at most `to_m` metres from a point, row by row.
class ring_cover {
 public:
  ring_cover(const geo_point& centre, double from_m, double to_m);

  std::uint32_t first_row() const { return first_row_; }
  std::uint32_t last_row() const { return last_row_; }
  /// Ranges of one row, in order and apart from each other.
  struct row_part {
    std::array<code_range, 4> ranges{};
    std::size_t count = 0;
  };
  /// All of the ring that lies in a row, and perhaps points a little beside it.
  row_part in_row(std::uint32_t row) const;

 private:
  double reach_degrees(std::uint32_t row) const;
  double hole_degrees(std::uint32_t row) const;

  geo_point centre_;
  double from_m_;
  double to_m_;
  std::uint32_t first_row_;
  std::uint32_t last_row_;
};

}  // namespace moim
