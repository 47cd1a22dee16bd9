#include "sim/load/people/room_register.hpp"

#include <algorithm>

namespace moim::load {

room_number room_register::add(known_place place) {
  auto number = room_count();
  hosts_[place.host].push_back(number);
  by_id_.emplace(place.ledger.room(), number);
  rooms_.push_back(std::move(place));
  return number;
}

const known_place* room_register::find(const room_id& room) const {
  auto found = by_id_.find(room);
  return found == by_id_.end() ? nullptr : &rooms_[found->second];
}

void room_register::sits_no_more(person_number who, room_number where) {
  auto& seats = seats_of_[who];
  auto found = std::find(seats.begin(), seats.end(), where);
  if (found == seats.end()) return;
  *found = seats.back();
  seats.pop_back();
}

}  // namespace moim::load
