#include "domain/room/seats/seat_index.hpp"

#include <algorithm>
#include <utility>

namespace moim {
namespace {

constexpr std::size_t min_slots = 16;

std::uint32_t hash_of(const user_id& user) { return static_cast<std::uint32_t>(std::hash<user_id>{}(user)); }

}  // namespace

std::uint32_t seat_index::find(const list& by_seat, const user_id& user) const {
  return slots_.empty() ? 0 : slots_[place_of(by_seat, user)].seat;
}

void seat_index::put(const list& by_seat, std::uint32_t seat) {
  if (2 * (size_ + 1) > slots_.size()) grow();
  const auto& user = by_seat[seat - 1];
  auto& found = slots_[place_of(by_seat, user)];
  if (found.seat == 0) ++size_;
  found = {hash_of(user), seat};
}

void seat_index::erase(const list& by_seat, const user_id& user) {
  if (find(by_seat, user) == 0) return;
  auto hole = place_of(by_seat, user);
  // Later entries that would have taken the hole move into it, so that no search ends before them.
  for (auto place = wrap(hole + 1); slots_[place].seat != 0; place = wrap(place + 1)) {
    if (wrap(place - slots_[place].hash) < wrap(place - hole)) continue;
    slots_[hole] = slots_[place];
    hole = place;
  }
  slots_[hole] = {};
  --size_;
}

std::size_t seat_index::place_of(const list& by_seat, const user_id& user) const {
  auto hash = hash_of(user);
  auto place = wrap(hash);
  while (slots_[place].seat != 0 && (slots_[place].hash != hash || by_seat[slots_[place].seat - 1] != user))
    place = wrap(place + 1);
  return place;
}

void seat_index::grow() {
  auto before = std::exchange(slots_, std::vector<slot>(std::max(min_slots, 2 * slots_.size())));
  for (const auto& each : before) {
    if (each.seat == 0) continue;
    auto place = wrap(each.hash);
    while (slots_[place].seat != 0) place = wrap(place + 1);
    slots_[place] = each;
  }
}

}  // namespace moim
