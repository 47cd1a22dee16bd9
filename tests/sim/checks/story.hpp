#pragma once

#include "sim/checks/linearizability.hpp"

namespace moim::sim::test {

inline user_id person(std::uint64_t number) { return {0x100, number}; }

/// A room's history, told in the order in which its clients saw it. Person 1 is the host.
struct story {
  history seen{{1'000, 1'000}};
  room_id room{1, 1};
  time_ms now = 1'000;
  std::uint64_t max_steps = 100'000;

  explicit story(std::uint32_t seats, bool host_sits = false, std::optional<time_ms> closes_at = std::nullopt) {
    auto invoked = seen.now_event();
    seen.opened(room, person(1), invoked, seats, host_sits, closes_at, now);
  }

  auto asks(std::uint64_t who, room_call call) { return seen.invoked(room, person(who), call, now); }
  void gets_seat(history::operation_id which, std::uint32_t seat) { seen.done(which, seat_given{seat}, now); }
  void is_done(history::operation_id which) { seen.done(which, done{}, now); }
  void is_refused(history::operation_id which, errc why) { seen.refused(which, why, false, now); }
  void sees(history::operation_id which, room_phase phase, std::uint32_t seats,
            std::optional<std::vector<member_view>> members, std::uint32_t taken) {
    room_view view;
    view.room = room;
    view.phase = phase;
    view.seats = seats;
    view.taken = taken;
    view.members = std::move(members);
    seen.shown(which, view, now);
  }

  // One after the other.
  void joins(std::uint64_t who, std::uint32_t seat) { gets_seat(asks(who, room_call::join), seat); }
  void leaves(std::uint64_t who) { is_done(asks(who, room_call::leave)); }
  void reads(std::uint64_t who, std::uint32_t seats, std::uint32_t taken, room_phase phase = room_phase::open) {
    sees(asks(who, room_call::read), phase, seats, std::nullopt, taken);
  }

  order_found order() const { return find_order(seen.rooms().front(), seen, max_steps); }
  linearizable is() const { return order().is; }
};

}  // namespace moim::sim::test
