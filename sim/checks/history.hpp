#pragma once

#include "domain/protocol.hpp"
#include "sim/checks/room_operation.hpp"

#include <span>
#include <unordered_map>
#include <vector>

namespace moim::sim {

/// All that clients saw of one room.
struct room_history {
  room_id room;
  /// In no order but that of their events.
  std::vector<room_operation> operations;
  std::vector<seated_person> members;
  /// The time before which it cannot close by itself; nothing: it never does.
  std::optional<time_ms> closes_at;
  /// Was created before its other operations, by somebody in this history: else nothing can be said of it.
  bool whole = false;
  /// There were more operations than are kept.
  bool cut_short = false;

  std::span<const seated_person> members_of(const room_operation& asked) const {
    if (asked.members == room_operation::not_shown) return {};
    return std::span{members}.subspan(asked.members_at, asked.members);
  }
};

/// Writes down what people ask of rooms and what they are told, in the order in which it happens to them. One request
/// key is one operation, however often it is sent: invoked at first, returned when its outcome is first told. What
/// never returns may have been done.
class history {
 public:
  /// Names an operation of this history.
  struct operation_id {
    std::uint32_t room = 0;
    std::uint32_t operation = 0;
  };

  /// How many operations are kept: of one room, and of all. Of a room that is asked for more nothing is kept,
  /// nor of one with more than 1,000 seats.
  struct limits {
    std::size_t of_room = 0;
    std::size_t of_all = 0;
  };
  explicit history(const limits& max) : max_(max) {}

  operation_id invoked(const room_id& room, const user_id& person, room_call call, time_ms now);
  /// A create was invoked at `invoked` (a time that `now_event` gave), and made this room; its first answer only.
  void opened(const room_id& room, const user_id& host, event_number invoked, std::uint32_t seats, bool host_sits,
              std::optional<time_ms> closes_at, time_ms now);
  /// A new moment of this history; for `opened`.
  event_number now_event() { return ++last_event_; }

  /// It was done. Not for `create`, which has `opened`, nor for `read`.
  void done(operation_id which, const room_outcome& outcome, time_ms now);
  /// It was refused for good. `may_yet_be_done`: other copies of it were sent, of which nothing was heard.
  void refused(operation_id which, errc why, bool may_yet_be_done, time_ms now);
  void shown(operation_id which, const room_view& view, time_ms now);

  const std::vector<room_history>& rooms() const { return rooms_; }
  /// The person behind a number, for messages.
  const user_id& user_of(person_number person) const { return people_[person - 1]; }

 private:
  std::uint32_t room_number(const room_id& room);
  person_number number_of(const user_id& person);
  /// The operation that returns now; null if it is no longer kept.
  room_operation* returning(operation_id which, ending how, time_ms now);
  room_operation* add(room_history& to, room_operation made);
  void forget(room_history& room);
  /// From its time on a room may close by itself at any moment.
  void see_time(room_history& room, time_ms now);

  limits max_;
  std::size_t kept_ = 0;
  event_number last_event_ = 0;
  std::vector<room_history> rooms_;
  std::unordered_map<room_id, std::uint32_t> room_numbers_;
  std::vector<user_id> people_;
  std::unordered_map<user_id, person_number> person_numbers_;
};

}  // namespace moim::sim
