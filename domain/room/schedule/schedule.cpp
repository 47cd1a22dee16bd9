#include "domain/room/schedule/schedule.hpp"

#include "domain/planted.hpp"
#include "domain/room/room.hpp"

#include <algorithm>

namespace moim {
namespace {

std::optional<time_ms> ends_at(const room& room) {
  const auto& rules = *room.kind.rules<schedule>();
  const auto& state = room.get<schedule>();
  if (state.ends_at) return rules.end_at_end ? state.ends_at : std::nullopt;
  const auto& since = state.starts_at ? state.starts_at : state.locked_at;
  if (!rules.end_after_s || !since) return std::nullopt;
  return *since + *rules.end_after_s * second_ms;
}

/// Whoever is in a room whose end has come is locked in first, so that it can end.
std::optional<time_ms> locks_at(const room& room) {
  const auto& rules = *room.kind.rules<schedule>();
  const auto& starts_at = room.get<schedule>().starts_at;
  auto end = ends_at(room);
  if (!starts_at || !(rules.lock_at_start || rules.lock_before_start_s)) return end;
  auto lock = *starts_at - rules.lock_before_start_s.value_or(0) * second_ms;
  return end ? std::min(lock, *end) : lock;
}

void lock_if_full(const room& room, events_out& out) {
  const auto& seats = room.get<moim::seats>();
  bool open = room.get<lifecycle>().phase == room_phase::open;
  if (open && room.kind.rules<schedule>()->lock_when_full && seats.taken() >= seats.capacity()) out.add(room_locked{});
}

}  // namespace

std::optional<std::string> schedule::rules::why_not() const {
  if (lock_at_start && lock_before_start_s) return "lock_at_start: not together with lock_before_start_s";
  return std::nullopt;
}

void schedule::apply(state& to, const room_described& event, const commit_stamp&) {
  if (is_planted(planted_bug::schedule_not_moved) && to.starts_at) return;
  to.starts_at = event.content->starts_at_ms;
  to.ends_at = event.content->ends_at_ms;
}

void schedule::react(const room& room, const seat_taken&, const moment&, events_out& out) { lock_if_full(room, out); }
void schedule::react(const room& room, const room_resized&, const moment&, events_out& out) { lock_if_full(room, out); }

std::optional<due_event> schedule::next_due(const room& room) {
  auto phase = room.get<lifecycle>().phase;
  if (phase == room_phase::open)
    if (auto at = locks_at(room)) return due_event{*at, room_locked{}};
  if (phase == room_phase::locked)
    if (auto at = ends_at(room)) return due_event{*at, room_ended{}};
  return std::nullopt;
}

void schedule::project(const room& room, audience, room_view& to) {
  auto phase = room.get<lifecycle>().phase;
  auto& seen = to.part<schedule>().emplace();
  if (phase == room_phase::open) seen.locks_at_ms = locks_at(room);
  if (!is_over(phase)) seen.ends_at_ms = ends_at(room);
}

}  // namespace moim
