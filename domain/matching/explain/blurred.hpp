#pragma once

#include "domain/matching/tickets/profile.hpp"

/// Tickets as an explanation sees them. Whatever people are told of others is computed from these copies alone, so
/// nobody can learn more of a ticket than its copy holds, however many tickets of their own they compare it with, and
/// wherever these are: two pools with the same copies give the same answers. The grids are fixed and do not move with
/// who asks; of one kind of value each finer grid lies within the coarser ones, so that several of them together tell
/// no more than the finest.
namespace moim {

/// Somebody's place is one of a cell that is at least so high and wide, all of them alike.
inline constexpr double blurred_cell_m = 1'000;
/// Times are whole multiples of this.
inline constexpr time_ms blurred_time_ms = 15 * minute_ms;

/// The middle of the cell in which a place is.
struct blurred_place {
  double lat = 0;
  double lon = 0;
};
blurred_place middle_of_cell(double lat, double lon);

/// The middle of the step of `grid`, a power of two, in which a number is.
std::int64_t middle_of_step(std::int64_t value, std::int64_t grid);
/// The grid of a spread's numbers: the largest power of two that is not above the limit, which is what somebody tells
/// of themselves in every match; without a limit, not above a quarter of the largest number.
std::int64_t grid_of(const spread_ask& ask);

/// A ticket's copy. Places, times and numbers are on their grids; radii, least overlaps and limits are in steps; lists,
/// sizes and people are as they are, and it has blocked nobody.
profile blurred(const profile& of);

}  // namespace moim
