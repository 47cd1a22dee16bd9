#pragma once

#include "sim/checks/room_operation.hpp"

#include <span>
#include <vector>

/// What a room is supposed to do, told one operation after another. Written from what docs/protocol.md promises to
/// clients, and not with the rules in `domain/`: a checker that shares the code under test proves nothing.
namespace moim::sim {

/// `overdue`: its time is over, which every answer goes by, but it still shows as open.
enum class model_phase : std::uint8_t { absent, open, overdue, locked, cancelled, closed };

struct room_model {
  model_phase phase = model_phase::absent;
  person_number host = 0;
  /// The person in each seat, seat 1 first; 0: nobody.
  std::vector<person_number> seats;

  std::uint32_t taken() const;
  /// From 1; 0: they do not sit here.
  std::uint32_t seat_of(person_number person) const;
  /// From 1; 0: there is none. Joins are given the lowest.
  std::uint32_t lowest_free() const;
  bool operator==(const room_model&) const = default;
};

/// Plays one operation. True if the room, as it is now, could have answered so; then it is as it is after that. An
/// operation of unknown ending is played as done, and true if it then changes something. `members`: of a read.
bool play(room_model& room, const room_operation& asked, std::span<const seated_person> members);

}  // namespace moim::sim
