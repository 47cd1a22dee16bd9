#pragma once

#include "sim/checks/seat_ledger.hpp"

#include <span>

namespace moim::sim {

/// In a scenario people and rooms are numbered from 0, in the order in which a run made them.
using actor_number = std::uint32_t;
using room_number = std::uint32_t;

/// What people know of the rooms when they decide what to do next.
class room_knowledge {
 public:
  virtual ~room_knowledge() = default;
  virtual std::uint32_t people() const = 0;
  virtual std::uint32_t room_count() const = 0;
  virtual bool is_host(actor_number who, room_number where) const = 0;
  virtual std::uint32_t seats(room_number where) const = 0;
  /// Nobody need try to come or go any more.
  virtual bool is_over(room_number where) const = 0;
  virtual bool is_full(room_number where) const = 0;
  virtual seat_state state_of(actor_number who, room_number where) const = 0;
  /// The rooms where a person sits and from which they may leave, in no order.
  virtual std::span<const room_number> seats_of(actor_number who) const = 0;
  /// The rooms that a person hosts.
  virtual std::span<const room_number> rooms_of(actor_number who) const = 0;
};

/// Of people who know that there are rooms and nothing else: they try what cannot be as well, and are refused.
class uninformed final : public room_knowledge {
 public:
  uninformed(std::uint32_t people, std::uint32_t rooms, std::uint32_t seats);

  std::uint32_t people() const override { return people_; }
  std::uint32_t room_count() const override { return static_cast<std::uint32_t>(rooms_.size()); }
  bool is_host(actor_number, room_number) const override { return false; }
  std::uint32_t seats(room_number) const override { return seats_; }
  bool is_over(room_number) const override { return false; }
  bool is_full(room_number) const override { return false; }
  seat_state state_of(actor_number, room_number) const override { return seat_state::out; }
  std::span<const room_number> seats_of(actor_number) const override { return rooms_; }
  std::span<const room_number> rooms_of(actor_number) const override { return rooms_; }

 private:
  std::uint32_t people_;
  std::vector<room_number> rooms_;
  std::uint32_t seats_;
};

}  // namespace moim::sim
