#include "domain/room/lifecycle/lifecycle.hpp"

#include "domain/planted.hpp"
#include "domain/room/room.hpp"

namespace moim {
namespace {

bool time_is_over(const lifecycle::state& state, time_ms now) { return state.closes_at && now >= *state.closes_at; }

}  // namespace

std::optional<error> why_not_open(const lifecycle::state& state, time_ms now) {
  switch (state.phase) {
    case room_phase::locked:
      if (is_planted(planted_bug::lock_forgotten)) break;
      return error{errc::room_locked};
    case room_phase::cancelled:
      return error{errc::room_cancelled};
    case room_phase::closed:
      return error{errc::room_closed};
    case room_phase::ended:
      return error{errc::room_ended};
    case room_phase::open:
      break;
  }
  // The wake-up that closes the room may still be on its way; its time counts, not the wake-up's.
  if (time_is_over(state, now)) return error{errc::room_closed};
  return std::nullopt;
}

std::optional<error> why_over(const lifecycle::state& state, time_ms now) {
  auto why = why_not_open(state, now);
  return why && why->code == errc::room_locked ? std::nullopt : why;
}

std::optional<lifecycle::state> lifecycle::begin(const room_created& event, const commit_stamp& stamp) {
  state fresh;
  if (event.kind.open_for_s > 0) fresh.closes_at = stamp.at + event.kind.open_for_s * second_ms;
  return fresh;
}

std::optional<error> lifecycle::why_no_seat(const room& room, const seat_wanted&, const moment& at) {
  return why_not_open(room.get<lifecycle>(), at.now);
}

result<room_decision> lifecycle::decide(const room& room, const lock_room&, const caller&, const moment& at) {
  if (auto why = why_not_open(room.get<lifecycle>(), at.now)) return tl::unexpected{*why};
  return room_decision{{room_locked{}}, done{}};
}

result<room_decision> lifecycle::decide(const room& room, const cancel_room&, const caller&, const moment& at) {
  if (auto why = why_over(room.get<lifecycle>(), at.now)) return tl::unexpected{*why};
  return room_decision{{room_cancelled{}}, done{}};
}

result<room_decision> lifecycle::decide(const room& room, const end_room&, const caller&, const moment& at) {
  const auto& state = room.get<lifecycle>();
  if (auto why = why_over(state, at.now)) return tl::unexpected{*why};
  if (state.phase != room_phase::locked) return fail(errc::not_locked);
  return room_decision{{room_ended{}}, done{}};
}

void lifecycle::apply(state& to, const room_closed&, const commit_stamp&) {
  // Once more, and then it has an end.
  if (is_planted(planted_bug::closed_again) && to.phase == room_phase::closed) to.closes_at.reset();
  to.phase = room_phase::closed;
}

std::optional<due_event> lifecycle::next_due(const room& room) {
  const auto& state = room.get<lifecycle>();
  bool open =
      state.phase == room_phase::open || (is_planted(planted_bug::closed_again) && state.phase == room_phase::closed);
  if (!open || !state.closes_at || is_planted(planted_bug::closing_forgotten)) return std::nullopt;
  return due_event{*state.closes_at, room_closed{}};
}

void lifecycle::project(const room& room, audience, room_view& to) {
  to.phase = room.get<lifecycle>().phase;
  to.closes_at_ms = room.get<lifecycle>().closes_at;
}

}  // namespace moim
