#pragma once

#include <optional>
#include <span>

/// Geometry on the Earth as a sphere: great-circle distances and the common point of discs.
namespace moim {

inline constexpr double earth_radius_m = 6'371'000;

/// A point of the unit sphere.
struct direction {
  double x = 0;
  double y = 0;
  double z = 0;
};

direction direction_of(double lat, double lon);
/// Degrees north, −90 … 90.
double latitude_of(const direction& point);
/// Degrees east, −180 … 180.
double longitude_of(const direction& point);

/// Metres along the great circle. By the half-angle form 2 asin(|a − b| / 2), which keeps its digits at city scale
/// where acos(a · b) loses them.
double distance_m(const direction& a, const direction& b);

struct disc {
  direction centre;
  double radius_m = 0;
};

/// How much further than its radius a point may be from a centre and still count as within: a centimetre, for numbers
/// that were rounded on their way.
inline constexpr double disc_slack_m = 0.01;

/// The point with the least greatest distance ÷ radius, if it is within all of the discs (inclusive). Three discs
/// decide it (Helly), but the answer is about all of them. At least one disc.
std::optional<direction> meeting_point(std::span<const disc> discs);

}  // namespace moim
