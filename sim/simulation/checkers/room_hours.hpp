#pragma once

#include "sim/simulation/checkers/log_checker.hpp"

namespace moim::sim {

/// When a room has to do something by itself, as its kind and its description say: worked out from the story alone.
struct room_hours {
  std::optional<time_ms> locks_at;
  std::optional<time_ms> ends_at;
};
room_hours hours_of(const room_story& story);

/// What is wrong with how a commit kept to the hours: `before` are those of before it, `after` is the room as it left
/// it. Nothing is due in a commit that only fences.
std::optional<std::string> missed_hour(const room_hours& before, const room_story& after, time_ms at,
                                       const std::vector<room_event>& events);

}  // namespace moim::sim
