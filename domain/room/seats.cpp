#include "domain/room/seats.hpp"

#include "domain/planted.hpp"

#include <algorithm>

namespace moim {

std::uint32_t seats::first_free() const {
  auto capacity = capacity_;
  if (is_planted(planted_bug::one_seat_too_many)) ++capacity;
  if (is_planted(planted_bug::last_seat_refused)) --capacity;
  if (taken() >= capacity) return 0;
  return gaps_.empty() ? static_cast<std::uint32_t>(by_seat_.size()) + 1 : gaps_.back();
}

// Total, as `apply` has to be: events that contradict each other must not do worse than be wrong.
void seats::put(const user_id& user, std::uint32_t seat) {
  if (seat == 0 || !user) return;
  while (by_seat_.size() < seat) {
    by_seat_.emplace_back();
    gaps_.insert(gaps_.begin(), static_cast<std::uint32_t>(by_seat_.size()));
  }
  if (auto& before = by_seat_[seat - 1]) index_.erase(by_seat_, before);
  by_seat_[seat - 1] = user;
  index_.put(by_seat_, seat);
  auto gap = std::lower_bound(gaps_.begin(), gaps_.end(), seat, std::greater<>{});
  if (gap != gaps_.end() && *gap == seat && !is_planted(planted_bug::seat_given_twice)) gaps_.erase(gap);
}

void seats::remove(const user_id& user) {
  auto seat = seat_of(user);
  if (seat == 0) return;
  index_.erase(by_seat_, user);
  by_seat_[seat - 1] = {};
  gaps_.insert(std::lower_bound(gaps_.begin(), gaps_.end(), seat, std::greater<>{}), seat);
}

void seats::after_reading() {
  index_ = {};
  gaps_.clear();
  for (auto seat = static_cast<std::uint32_t>(by_seat_.size()); seat > 0; --seat) {
    if (by_seat_[seat - 1])
      index_.put(by_seat_, seat);
    else
      gaps_.push_back(seat);
  }
}

result<seat_taken> decide_take_seat(const seats& state, const user_id& user) {
  if (state.seat_of(user) != 0) return fail(errc::already_member);
  auto seat = state.first_free();
  if (seat == 0) return fail(errc::room_full);
  return seat_taken{user, seat};
}

result<seat_left> decide_leave_seat(const seats& state, const user_id& user) {
  if (state.seat_of(user) == 0) return fail(errc::not_member);
  return seat_left{user};
}

void apply(seats& state, const seat_taken& event) { state.put(event.user, event.seat); }

void apply(seats& state, const seat_left& event) { state.remove(event.user); }

}  // namespace moim
