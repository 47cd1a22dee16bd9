#include "domain/room/lifecycle.hpp"

#include "domain/planted.hpp"
namespace moim {
namespace {

bool time_is_over(const lifecycle& state, time_ms now) { return state.closes_at && now >= *state.closes_at; }

}  // namespace

std::optional<error> why_not_open(const lifecycle& state, time_ms now) {
  switch (state.phase) {
    case room_phase::locked:
      if (is_planted(planted_bug::lock_forgotten)) break;
      return error{errc::room_locked};
    case room_phase::cancelled:
      return error{errc::room_cancelled};
    case room_phase::closed:
      return error{errc::room_closed};
    case room_phase::open:
      break;
  }
  // The wake-up that closes the room may still be on its way; its time counts, not the wake-up's.
  if (time_is_over(state, now)) return error{errc::room_closed};
  return std::nullopt;
}

result<room_locked> decide_lock(const lifecycle& state, time_ms now) {
  if (auto why = why_not_open(state, now)) return tl::unexpected{*why};
  return room_locked{};
}

result<room_cancelled> decide_cancel(const lifecycle& state, time_ms now) {
  auto why = why_not_open(state, now);
  if (why && why->code != errc::room_locked) return tl::unexpected{*why};
  return room_cancelled{};
}

std::optional<due<room_closed>> next_due(const lifecycle& state) {
  bool open =
      state.phase == room_phase::open || (is_planted(planted_bug::closed_again) && state.phase == room_phase::closed);
  if (!open || !state.closes_at) return std::nullopt;
  return due<room_closed>{*state.closes_at, {}};
}

void apply(lifecycle& state, const room_locked&) { state.phase = room_phase::locked; }
void apply(lifecycle& state, const room_cancelled&) { state.phase = room_phase::cancelled; }
void apply(lifecycle& state, const room_closed&) {
  // Once more, and then it has an end.
  if (is_planted(planted_bug::closed_again) && state.phase == room_phase::closed) state.closes_at.reset();
  state.phase = room_phase::closed;
}

}  // namespace moim
