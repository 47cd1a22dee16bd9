#include "domain/room/seats.hpp"

#include <algorithm>

namespace moim {
namespace {

auto place_of(const std::vector<member>& members, const user_id& user) {
  return std::lower_bound(members.begin(), members.end(), user,
                          [](const member& m, const user_id& wanted) { return m.user < wanted; });
}

}  // namespace

const member* seats::find(const user_id& user) const {
  auto found = place_of(members, user);
  return found != members.end() && found->user == user ? &*found : nullptr;
}

std::uint32_t seats::first_free() const {
  if (taken() >= capacity) return 0;
  // Most rooms only fill up: then the next number is free, and no scan is needed.
  if (highest == taken()) return taken() + 1;
  std::vector<bool> used(capacity + 1);
  for (const auto& m : members) used[m.seat] = true;
  auto free = std::find(used.begin() + 1, used.end(), false);
  return static_cast<std::uint32_t>(free - used.begin());
}

result<seat_taken> decide_take_seat(const seats& state, const user_id& user) {
  if (state.find(user)) return fail(errc::already_member);
  auto seat = state.first_free();
  if (seat == 0) return fail(errc::room_full);
  return seat_taken{user, seat};
}

result<seat_left> decide_leave_seat(const seats& state, const user_id& user) {
  if (!state.find(user)) return fail(errc::not_member);
  return seat_left{user};
}

void apply(seats& state, const seat_taken& event) {
  state.members.insert(place_of(state.members, event.user), member{event.user, event.seat});
  state.highest = std::max(state.highest, event.seat);
}

void apply(seats& state, const seat_left& event) {
  auto found = place_of(state.members, event.user);
  bool was_highest = found->seat == state.highest;
  state.members.erase(found);
  if (!was_highest) return;
  state.highest = 0;
  for (const auto& m : state.members) state.highest = std::max(state.highest, m.seat);
}

}  // namespace moim
