#pragma once

#include "domain/outbox/effects.hpp"
#include "domain/room/seats/seats.hpp"

namespace moim {

/// The memberships facet: what a room owes to the lists that people keep in their own logs (`user.rooms`), if its kind
/// says so.
struct memberships {
  static constexpr std::string_view name = "memberships";
  using state = effects;
  using events = type_list<effects_done, effects_parked>;

  static std::optional<state> begin(const room_created&, const commit_stamp&) { return state{}; }
  static void apply(state& to, const effects_done& event, const commit_stamp&) { moim::apply(to, event); }
  static void apply(state& to, const effects_parked& event, const commit_stamp&) { moim::apply(to, event); }
  static void apply(state& to, const seat_taken& event, const commit_stamp& stamp, const room& room);
  static void apply(state& to, const seat_left& event, const commit_stamp& stamp, const room& room);
  /// Nobody sits in a room that is over: it leaves its members' own lists.
  static void apply(state& to, const room_cancelled& event, const commit_stamp& stamp, const room& room);
  static void apply(state& to, const room_closed& event, const commit_stamp& stamp, const room& room);
  static std::optional<time_ms> next_wake(const room& room, time_ms now);
};

}  // namespace moim
