#pragma once

#include "domain/declare/errors.hpp"
#include "domain/declare/fields.hpp"
#include "domain/declare/ids.hpp"
#include "domain/room/seat_index.hpp"

#include <vector>

/// The seats facet: who sits where. P1 is decided here: never more members than seats.
namespace moim {

struct seat_taken {
  static constexpr std::uint16_t code = 20;
  static constexpr std::string_view name = "seat_taken";
  static constexpr std::string_view about = "A person took a free seat.";
  user_id user;
  std::uint32_t seat = 0;
  static constexpr auto fields() {
    return std::tuple{field{"user", &seat_taken::user, "Who sits down."},
                      field{"seat", &seat_taken::seat, "Which seat, from 1.", bounds{1, 100'000}}};
  }
};

struct seat_left {
  static constexpr std::uint16_t code = 21;
  static constexpr std::string_view name = "seat_left";
  static constexpr std::string_view about = "A member gave the seat up.";
  user_id user;
  static constexpr auto fields() { return std::tuple{field{"user", &seat_left::user, "Who leaves."}}; }
};

/// The seats of a room. Finding a person and the lowest free seat cost the same in a hall as at a table.
class seats {
 public:
  seats() = default;
  explicit seats(std::uint32_t capacity) : capacity_(capacity) {}

  std::uint32_t capacity() const { return capacity_; }
  std::uint32_t taken() const { return static_cast<std::uint32_t>(index_.size()); }
  /// The person's seat, from 1; 0 if they do not sit here.
  std::uint32_t seat_of(const user_id& user) const { return index_.find(by_seat_, user); }
  /// The lowest free seat, from 1; 0 if there is none.
  std::uint32_t first_free() const;
  /// Calls `visit(user, seat)` for each member, in the order of the seats.
  template <class Visitor>
  void for_each_member(Visitor&& visit) const {
    for (std::uint32_t i = 0; i < by_seat_.size(); ++i)
      if (by_seat_[i]) visit(by_seat_[i], i + 1);
  }

  void put(const user_id& user, std::uint32_t seat);
  void remove(const user_id& user);

  static constexpr auto fields() {
    return std::tuple{field{"capacity", &seats::capacity_}, field{"by_seat", &seats::by_seat_}};
  }
  /// What is derived was not stored (storage_codec.hpp).
  void after_reading();
  bool operator==(const seats& other) const { return capacity_ == other.capacity_ && by_seat_ == other.by_seat_; }

 private:
  std::uint32_t capacity_ = 0;
  /// Who sits in seat 1, 2, 3…, up to the highest that was ever taken; nobody where the id is empty.
  std::vector<user_id> by_seat_;

  // Derived.
  seat_index index_;
  /// Free seats among `by_seat_`, the lowest last.
  std::vector<std::uint32_t> gaps_;
};

/// A free seat for `user`; `room_full` or `already_member` otherwise.
result<seat_taken> decide_take_seat(const seats& state, const user_id& user);
/// `not_member` if the person does not sit here.
result<seat_left> decide_leave_seat(const seats& state, const user_id& user);

void apply(seats& state, const seat_taken& event);
void apply(seats& state, const seat_left& event);

}  // namespace moim
