#pragma once

#include "domain/matching/tickets/profile.hpp"

#include <optional>
#include <span>
#include <vector>

namespace moim {

/// The window that a window criterion settled on.
struct settled_window {
  std::uint8_t criterion = 0;
  time_ms from_ms = 0;
  time_ms to_ms = 0;
};

struct settled_point {
  std::uint8_t criterion = 0;
  double lat = 0;
  double lon = 0;
};

/// What a group agrees on, for each criterion that some member gave; spreads have nothing to state.
struct agreement {
  std::uint32_t people = 0;
  std::vector<coded_value> values;
  std::vector<settled_window> windows;
  std::vector<settled_point> points;
};

/// Decides whether a group is valid at `now`: all criteria of all tickets hold *at once*, the number of
/// people suits every ticket, nobody is there twice, and nobody has blocked another. Nothing if it is not
/// valid. Everything else (index, signatures, search) only prunes; this decides.
/// \param group the oldest first: a set criterion settles on the oldest ticket's first value that all share
/// \param now when blocks count; windows count from `now + kind.notice_s` on
std::optional<agreement> agree(const pool_kind& kind, std::span<const profile* const> group, time_ms now);

/// The cost of `agree` in steps of a search, by how much it has to read. Searches are charged for it, so that
/// their bound is one of time, however much tickets name.
std::uint32_t agree_steps(std::span<const profile* const> group);

/// Whether the discs of a group have a common point, for the radius criteria alone.
bool discs_meet(const pool_kind& kind, std::span<const profile* const> group);

}  // namespace moim
