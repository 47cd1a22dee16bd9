#pragma once

#include "sim/checks/seat_ledger.hpp"
#include "sim/load/operation.hpp"
#include "sim/scenarios/random_source.hpp"

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
class room_register final : public sim::room_knowledge {
 public:
  explicit room_register(std::vector<user_id> people)
      : people_{std::move(people)}, seats_of_(people_.size()), hosts_(people_.size()) {}

  std::uint32_t people() const override { return static_cast<std::uint32_t>(people_.size()); }
  const user_id& user_of(person_number who) const { return people_[who]; }

  room_number add(known_place place);
  std::uint32_t room_count() const override { return static_cast<std::uint32_t>(rooms_.size()); }
  known_place& room(room_number which) { return rooms_[which]; }
  const known_place& room(room_number which) const { return rooms_[which]; }
  /// Null if it is none of the run's.
  const known_place* find(const room_id& room) const;

  bool is_host(person_number who, room_number where) const override { return rooms_[where].host == who; }
  std::uint32_t seats(room_number where) const override { return rooms_[where].ledger.seats(); }
  bool is_over(room_number where) const override { return rooms_[where].over; }
  bool is_full(room_number where) const override { return rooms_[where].ledger.is_full(); }
  sim::seat_state state_of(person_number who, room_number where) const override {
    return rooms_[where].ledger.state_of(people_[who]);
  }
  std::span<const room_number> seats_of(person_number who) const override { return seats_of_[who]; }
  std::span<const room_number> rooms_of(person_number host) const override { return hosts_[host]; }
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
