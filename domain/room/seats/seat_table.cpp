#include "domain/room/seats/seat_table.hpp"

#include "domain/planted.hpp"

#include <algorithm>

namespace moim {

std::uint32_t seat_table::seat_of(const user_id& user) const {
  auto seat = index_.find(by_seat_, user);
  return seat != 0 && is_kept(seat) ? 0 : seat;
}

const kept_seat* seat_table::kept_for(const user_id& user) const {
  if (kept_.empty()) return nullptr;
  auto found = kept_at(index_.find(by_seat_, user));
  return found != kept_.end() && found->user == user ? &*found : nullptr;
}

std::uint32_t seat_table::first_free() const {
  auto capacity = capacity_;
  if (is_planted(planted_bug::one_seat_too_many)) ++capacity;
  if (is_planted(planted_bug::last_seat_refused)) --capacity;
  if (index_.size() >= capacity) return 0;
  return gaps_.empty() ? static_cast<std::uint32_t>(by_seat_.size()) + 1 : gaps_.back();
}

// Total, as `apply` has to be: events that contradict each other must not do worse than be wrong.
void seat_table::put(const user_id& user, std::uint32_t seat) {
  if (seat == 0 || !user) return;
  if (auto kept = kept_for(user); kept && kept->seat != seat) remove(user);
  forget_kept(seat);
  occupy(user, seat);
}

void seat_table::keep(const kept_seat& kept) {
  if (kept.seat == 0 || !kept.user || index_.find(by_seat_, kept.user) != 0) return;
  forget_kept(kept.seat);
  occupy(kept.user, kept.seat);
  kept_.insert(kept_at(kept.seat), kept);
}

void seat_table::occupy(const user_id& user, std::uint32_t seat) {
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

void seat_table::remove(const user_id& user) {
  auto seat = index_.find(by_seat_, user);
  if (seat == 0) return;
  forget_kept(seat);
  index_.erase(by_seat_, user);
  by_seat_[seat - 1] = {};
  gaps_.insert(std::lower_bound(gaps_.begin(), gaps_.end(), seat, std::greater<>{}), seat);
}

void seat_table::remove_all_kept() {
  while (!kept_.empty()) remove(user_id{kept_.back().user});
}

std::vector<kept_seat>::const_iterator seat_table::kept_at(std::uint32_t seat) const {
  return std::lower_bound(kept_.begin(), kept_.end(), seat,
                          [](const kept_seat& each, std::uint32_t wanted) { return each.seat < wanted; });
}

bool seat_table::is_kept(std::uint32_t seat) const {
  if (kept_.empty()) return false;
  auto found = kept_at(seat);
  return found != kept_.end() && found->seat == seat;
}

void seat_table::forget_kept(std::uint32_t seat) {
  if (is_kept(seat)) kept_.erase(kept_at(seat));
}

void seat_table::after_reading() {
  index_ = {};
  gaps_.clear();
  for (auto seat = static_cast<std::uint32_t>(by_seat_.size()); seat > 0; --seat) {
    if (by_seat_[seat - 1])
      index_.put(by_seat_, seat);
    else
      gaps_.push_back(seat);
  }
}

}  // namespace moim
