#include "sim/simulation/checkers/room_hours.hpp"

#include <algorithm>

namespace moim::sim {
namespace {

template <class Event>
bool has(const std::vector<room_event>& events) {
  return std::any_of(events.begin(), events.end(),
                     [](const room_event& each) { return std::holds_alternative<Event>(each); });
}

/// Whether somebody's request may be what made it so.
bool was_asked(const std::vector<room_event>& events) { return has<request_answered>(events); }

bool is_due(const std::optional<time_ms>& hour, time_ms at) { return hour && at >= *hour; }

}  // namespace

room_hours hours_of(const room_story& story) {
  room_hours hours;
  const auto* rules = story.kind.rules<schedule>();
  if (!rules) return hours;
  if (story.ends_at) {
    if (rules->end_at_end) hours.ends_at = story.ends_at;
  } else if (rules->end_after_s && (story.starts_at || story.locked_at)) {
    hours.ends_at = story.starts_at.value_or(story.locked_at.value_or(0)) + *rules->end_after_s * second_ms;
  }
  hours.locks_at = hours.ends_at;
  if (story.starts_at && (rules->lock_at_start || rules->lock_before_start_s)) {
    auto lock = *story.starts_at - rules->lock_before_start_s.value_or(0) * second_ms;
    hours.locks_at = std::min(lock, hours.ends_at.value_or(lock));
  }
  return hours;
}

std::optional<std::string> missed_hour(const room_hours& before, const room_story& after, time_ms at,
                                       const std::vector<room_event>& events) {
  if (!after.kind.rules<schedule>() || (events.size() == 1 && has<fenced>(events))) return std::nullopt;
  if (after.phase == room_phase::open && is_due(before.locks_at, at))
    return "P6: the room is open, though the time to lock it in is over";
  if (after.phase == room_phase::locked && is_due(before.ends_at, at) && !has<room_locked>(events))
    return "P6: the room goes on, though its end is over";
  bool is_full = after.seats.size() >= after.capacity;
  if (has<room_locked>(events) && !was_asked(events) && !is_due(before.locks_at, at) && !is_full)
    return "P6: the room was locked in before its time, and nobody asked for it";
  if (has<room_ended>(events) && !was_asked(events) && !is_due(before.ends_at, at))
    return "P6: the room ended before its time, and nobody asked for it";
  return std::nullopt;
}

}  // namespace moim::sim
