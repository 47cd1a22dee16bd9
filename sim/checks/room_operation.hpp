#pragma once

#include "domain/declare/errors.hpp"
#include "domain/room/lifecycle/lifecycle.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>

namespace moim::sim {

/// What can happen to a room, as its clients see it. The last two happen by themselves: its time to fill up ends, and
/// then, a moment later, it shows as closed.
enum class room_call : std::uint8_t { create, join, leave, lock, cancel, read, time_up, close };
constexpr std::array<std::string_view, 8> enum_names(room_call) {
  return {"create", "join", "leave", "lock", "cancel", "read", "(its time is over)", "(it closes)"};
}

/// How an operation ended for the one who asked. `unknown`: they never heard, so that it may have been done at any
/// moment since, or never.
enum class ending : std::uint8_t { unknown, done, refused };

/// People of a history are numbered from 1; 0 is nobody.
using person_number = std::uint32_t;
/// Invocations and returns of a history are numbered from 1, whoever's they are: this is its time.
using event_number = std::uint32_t;
inline constexpr event_number never = std::numeric_limits<event_number>::max();

/// A person in a seat, as a read showed them.
struct seated_person {
  person_number person = 0;
  std::uint32_t seat = 0;
  bool operator==(const seated_person&) const = default;
};

/// One operation on one room: the person, what they asked for, and what they were told. Runs have very many of them.
struct room_operation {
  static constexpr std::uint32_t not_shown = std::numeric_limits<std::uint32_t>::max();

  person_number person = 0;
  event_number invoked = 0;
  event_number returned = never;
  room_call call{};
  ending how = ending::unknown;
  /// Why, if it was refused.
  errc refusal{};
  /// Of a read.
  room_phase phase{};
  /// Of a join: the seat that was given; of a create: the host's, 0 if they have none; of a read: how many are taken.
  std::uint32_t seat = 0;
  /// Of a create or a read: how many there are.
  std::uint32_t seats = 0;
  /// Of a read: where its members are in the history, and how many, or that they were not shown.
  std::uint32_t members_at = 0;
  std::uint32_t members = not_shown;

  /// Whether it leaves the room as it is.
  bool is_effectless() const { return call == room_call::read || how == ending::refused; }
};
static_assert(sizeof(room_operation) == 32);

}  // namespace moim::sim
