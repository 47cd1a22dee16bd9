#pragma once

#include "domain/errors.hpp"
#include "domain/fields.hpp"
#include "domain/ids.hpp"

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

/// A person in a seat.
struct member {
  user_id user;
  std::uint32_t seat = 0;
  static constexpr auto fields() { return std::tuple{field{"user", &member::user}, field{"seat", &member::seat}}; }
  bool operator==(const member&) const = default;
};

/// The seats of a room. Members are ordered by user, so that finding one is a binary search.
struct seats {
  std::uint32_t capacity = 0;
  std::vector<member> members;
  /// The highest seat number in use; 0 if none is.
  std::uint32_t highest = 0;

  std::uint32_t taken() const { return static_cast<std::uint32_t>(members.size()); }
  /// Null if the person does not sit here.
  const member* find(const user_id& user) const;
  /// The lowest free seat, from 1; 0 if there is none.
  std::uint32_t first_free() const;
  static constexpr auto fields() {
    return std::tuple{field{"capacity", &seats::capacity}, field{"members", &seats::members},
                      field{"highest", &seats::highest}};
  }
  bool operator==(const seats&) const = default;
};

/// A free seat for `user`; `room_full` or `already_member` otherwise.
result<seat_taken> decide_take_seat(const seats& state, const user_id& user);
/// `not_member` if the person does not sit here.
result<seat_left> decide_leave_seat(const seats& state, const user_id& user);

void apply(seats& state, const seat_taken& event);
void apply(seats& state, const seat_left& event);

}  // namespace moim
