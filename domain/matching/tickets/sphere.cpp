#include "domain/matching/tickets/sphere.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace moim {
namespace {

constexpr double radians_per_degree = std::numbers::pi / 180;
/// A radius of nothing would make distance ÷ radius meaningless; a millimetre is as good.
constexpr double min_radius_m = 0.001;

direction operator+(const direction& a, const direction& b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
direction operator-(const direction& a, const direction& b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
direction operator*(const direction& a, double f) { return {a.x * f, a.y * f, a.z * f}; }
double dot(const direction& a, const direction& b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
direction cross(const direction& a, const direction& b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
double length(const direction& a) { return std::sqrt(dot(a, a)); }
direction normal(const direction& a) { return a * (1 / length(a)); }

double radius_of(const disc& d) { return std::max(d.radius_m, min_radius_m); }
double ratio(const direction& p, const disc& d) { return distance_m(p, d.centre) / radius_of(d); }

double worst_ratio(const direction& p, std::span<const disc> discs) {
  double worst = 0;
  for (const auto& d : discs) worst = std::max(worst, ratio(p, d));
  return worst;
}

/// Two perpendicular unit vectors in the tangent plane at `p`.
std::array<direction, 2> tangents(const direction& p) {
  direction helper = std::abs(p.z) < 0.9 ? direction{0, 0, 1} : direction{1, 0, 0};
  auto east = normal(cross(helper, p));
  return {east, cross(p, east)};
}

direction moved(const direction& p, const direction& along_m) { return normal(p + along_m * (1 / earth_radius_m)); }

/// On the great circle between two centres, at equal distance ÷ radius.
direction between(const disc& a, const disc& b) {
  double angle = distance_m(a.centre, b.centre) / earth_radius_m;
  if (angle < 1e-15) return a.centre;
  auto across = cross(cross(a.centre, b.centre), a.centre);
  if (length(across) < 1e-15) return a.centre;
  double part = angle * radius_of(a) / (radius_of(a) + radius_of(b));
  return normal(a.centre * std::cos(part) + normal(across) * std::sin(part));
}

/// One step of Newton's method towards the point where the three ratios are equal: the distances are linear in a move
/// (u, v) of the point, so u, v and the common ratio solve three linear equations. False if they have no solution.
bool newton_step(direction& p, const std::array<disc, 3>& discs, double reach_m) {
  auto [east, north] = tangents(p);
  double m[3][4];
  for (int i = 0; i < 3; ++i) {
    auto d = distance_m(p, discs[i].centre);
    auto away = p - discs[i].centre;
    away = away - p * dot(away, p);
    auto size = length(away);
    if (size < 1e-14) return false;
    m[i][0] = dot(away, east) / size;
    m[i][1] = dot(away, north) / size;
    m[i][2] = -radius_of(discs[i]) / reach_m;
    m[i][3] = -d;
  }
  for (int column = 0; column < 3; ++column) {
    int pivot = column;
    for (int row = column; row < 3; ++row)
      if (std::abs(m[row][column]) > std::abs(m[pivot][column])) pivot = row;
    if (std::abs(m[pivot][column]) < 1e-12) return false;
    std::swap(m[column], m[pivot]);
    for (int row = 0; row < 3; ++row) {
      if (row == column) continue;
      double factor = m[row][column] / m[column][column];
      for (int k = column; k < 4; ++k) m[row][k] -= factor * m[column][k];
    }
  }
  double u = m[0][3] / m[0][0];
  double v = m[1][3] / m[1][1];
  double size = std::hypot(u, v);
  if (!std::isfinite(size)) return false;
  double scale = size > reach_m ? reach_m / size : 1;
  p = moved(p, east * (u * scale) + north * (v * scale));
  return true;
}

/// Downhill in ever smaller steps: for the few triples at which Newton's method does not arrive.
direction descended(direction p, std::span<const disc> discs, double step_m) {
  double best = worst_ratio(p, discs);
  while (step_m > 1e-4) {
    auto [east, north] = tangents(p);
    bool better = false;
    for (int k = 0; k < 16; ++k) {
      double angle = k * std::numbers::pi / 8;
      auto there = moved(p, east * (std::cos(angle) * step_m) + north * (std::sin(angle) * step_m));
      double value = worst_ratio(there, discs);
      if (value >= best) continue;
      best = value;
      p = there;
      better = true;
      break;
    }
    if (!better) step_m /= 2;
  }
  return p;
}

/// The best point of three discs none of whose pairs decides.
direction between_three(const std::array<disc, 3>& discs, const direction& start) {
  double reach_m = 0;
  for (const auto& d : discs) reach_m = std::max(reach_m, distance_m(start, d.centre) + radius_of(d));
  auto p = normal(discs[0].centre + discs[1].centre + discs[2].centre);
  for (int i = 0; i < 40; ++i) {
    auto before = p;
    if (!newton_step(p, discs, reach_m)) break;
    if (distance_m(before, p) > 1e-6) continue;
    // Equal ratios are the least greatest ones only if the point lies inside of the triangle of its centres.
    if (worst_ratio(p, discs) <= worst_ratio(start, discs)) return p;
    break;
  }
  return descended(start, discs, reach_m / 4);
}

struct best_point {
  direction at;
  double ratio = 0;
};

void consider(best_point& best, const direction& at, double value) {
  if (value > best.ratio) best = {at, value};
}

/// Of three discs or fewer.
best_point best_of(std::span<const disc> discs) {
  best_point best{discs[0].centre, 0};
  for (std::size_t i = 0; i < discs.size(); ++i)
    for (std::size_t j = i + 1; j < discs.size(); ++j) {
      auto p = between(discs[i], discs[j]);
      consider(best, p, ratio(p, discs[i]));
    }
  if (discs.size() < 3 || worst_ratio(best.at, discs) <= best.ratio * (1 + 1e-12)) return best;
  auto p = between_three({discs[0], discs[1], discs[2]}, best.at);
  return {p, worst_ratio(p, discs)};
}

/// The discs that decide: three at most.
struct disc_basis {
  std::array<disc, 4> discs;
  std::size_t count = 0;
  std::span<const disc> view() const { return {discs.data(), count}; }
};

/// Adds a disc. Of four it keeps the added one and those two that give the greatest best ratio.
void exchange(disc_basis& basis, const disc& added, best_point& best) {
  basis.discs[basis.count++] = added;
  if (basis.count <= 3) {
    best = best_of(basis.view());
    return;
  }
  best_point found{added.centre, -1};
  auto all = basis.discs;
  for (std::size_t left_out = 0; left_out < 3; ++left_out) {
    disc_basis three;
    for (std::size_t i = 0; i < 4; ++i)
      if (i != left_out) three.discs[three.count++] = all[i];
    auto candidate = best_of(three.view());
    if (candidate.ratio <= found.ratio) continue;
    found = candidate;
    basis = three;
  }
  best = found;
}

}  // namespace

direction direction_of(double lat, double lon) {
  double c = std::cos(lat * radians_per_degree);
  return {c * std::cos(lon * radians_per_degree), c * std::sin(lon * radians_per_degree),
          std::sin(lat * radians_per_degree)};
}

double latitude_of(const direction& p) { return std::atan2(p.z, std::hypot(p.x, p.y)) / radians_per_degree; }
double longitude_of(const direction& p) { return std::atan2(p.y, p.x) / radians_per_degree; }

double distance_m(const direction& a, const direction& b) {
  double half = length(a - b) / 2;
  // The series of the arc sine: up to 250 km the terms left out are below the last digit.
  if (half < 0.02) {
    double square = half * half;
    return 2 * earth_radius_m * half *
           (1 + square * (1.0 / 6 + square * (3.0 / 40 + square * (15.0 / 336 + square * (105.0 / 3456)))));
  }
  return 2 * earth_radius_m * std::asin(std::min(1.0, half));
}

std::optional<direction> meeting_point(std::span<const disc> discs) {
  disc_basis basis;
  basis.discs[basis.count++] = discs[0];
  best_point best{discs[0].centre, 0};
  // The best ratio of the basis grows with each round (an LP-type problem, Sharir and Welzl 1992), so this ends; the
  // bound is for rounding.
  for (std::size_t round = 0; round < 4 * discs.size() + 8; ++round) {
    const auto* worst = &discs[0];
    for (const auto& d : discs)
      if (ratio(best.at, d) > ratio(best.at, *worst)) worst = &d;
    if (ratio(best.at, *worst) <= best.ratio * (1 + 1e-9) + 1e-12) break;
    exchange(basis, *worst, best);
  }
  for (const auto& d : discs)
    if (distance_m(best.at, d.centre) > d.radius_m + disc_slack_m) return std::nullopt;
  return best.at;
}

}  // namespace moim
