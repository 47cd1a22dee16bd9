#pragma once

#include "sim/checks/history.hpp"

namespace moim::sim {

/// One request, written into a history from its first sending to its outcome. What is about no room in particular, and
/// all of an empty recording, goes nowhere.
class recording {
 public:
  recording() = default;
  /// `call` is sent for the first time. The history has to outlive this.
  recording(history& to, const method_call& call, const user_id& who, time_ms now);

  /// A created room: with so many seats, and not to close by itself before `closes_at`.
  void opened(const room_id& room, std::uint32_t seats, bool host_sits, std::optional<time_ms> closes_at, time_ms now);
  void done(const room_outcome& outcome, time_ms now);
  /// A refusal that leaves open what becomes of the request is not one. `was_repeated`: it was sent more than once.
  void refused(errc why, bool was_repeated, time_ms now);
  void shown(const room_view& view, time_ms now);

 private:
  /// Null once it is told how it ended.
  history* to_ = nullptr;
  std::optional<room_call> call_;
  user_id who_;
  history::operation_id operation_;
  event_number invoked_ = 0;
};

}  // namespace moim::sim
