#pragma once

#include "sim/checks/seat_ledger.hpp"
#include "sim/load/operation.hpp"
#include "sim/load/people/random.hpp"

#include <memory>

namespace moim::load {

/// A room of the run.
struct known_place {
  sim::seat_ledger ledger;
  person_number host = 0;
  /// Somebody asked to lock or cancel it: nobody need try to come or go any more.
  bool over = false;
};

/// The rooms that were acknowledged, and who sits where as far as the harness knows.
class world {
 public:
  explicit world(std::vector<user_id> people)
      : people_{std::move(people)}, seats_of_(people_.size()), hosts_(people_.size()) {}

  std::uint32_t people() const { return static_cast<std::uint32_t>(people_.size()); }
  const user_id& user_of(person_number who) const { return people_[who]; }

  room_number add(known_place place);
  std::uint32_t room_count() const { return static_cast<std::uint32_t>(rooms_.size()); }
  known_place& room(room_number which) { return rooms_[which]; }
  const known_place& room(room_number which) const { return rooms_[which]; }
  /// Null if it is none of the run's.
  const known_place* find(const room_id& room) const;

  /// The rooms where a person sits and from which they may leave, in no order.
  const std::vector<room_number>& seats_of(person_number who) const { return seats_of_[who]; }
  /// The rooms that a person hosts.
  const std::vector<room_number>& rooms_of(person_number host) const { return hosts_[host]; }
  void sits(person_number who, room_number where) { seats_of_[who].push_back(where); }
  void sits_no_more(person_number who, room_number where);

 private:
  std::vector<known_place> rooms_;
  std::unordered_map<room_id, room_number> by_id_;
  std::vector<user_id> people_;
  std::vector<std::vector<room_number>> seats_of_;
  std::vector<std::vector<room_number>> hosts_;
};

}  // namespace moim::load
