#include "domain/room/history/kept_history.hpp"

#include "domain/planted.hpp"
#include "domain/room/room.hpp"

namespace moim {
namespace {

/// When a room that is over is to be forgotten; nothing: it is not over.
std::optional<time_ms> kept_until(const room& room) {
  const auto& over_at = room.get<kept_history>().over_at;
  if (!over_at) return std::nullopt;
  auto kept_for = room.kind.rules<kept_history>()->keep_days * day_ms;
  if (is_planted(planted_bug::forgotten_early)) kept_for = 5 * second_ms;
  return *over_at + kept_for;
}

}  // namespace

std::optional<error> kept_history::why_silent(const room& room) {
  return room.get<kept_history>().is_forgotten ? std::optional{error{errc::room_gone}} : std::nullopt;
}

std::optional<due_event> kept_history::next_due(const room& room) {
  if (room.get<kept_history>().is_forgotten) return std::nullopt;
  auto until = kept_until(room);
  return until ? std::optional{due_event{*until, room_forgotten{}}} : std::nullopt;
}

void kept_history::project(const room& room, audience, room_view& to) {
  to.part<kept_history>().emplace().until_ms = kept_until(room);
}

}  // namespace moim
