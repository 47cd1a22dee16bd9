#pragma once

#include "sim/simulation/engine/sim_node.hpp"
#include "sim/simulation/people/wanted_call.hpp"

namespace moim::sim {

/// Somebody who joins the first open room and leaves it again, without a pause and some hundred times: more often than
/// a room remembers of one person. Others' keys must not expire by that (P3).
class restless {
 public:
  restless(cluster& shared, const user_id& user) : shared_(shared), user_(user) {}

  /// What comes next; nothing: this person is not restless, has done enough, or has no room to go to.
  std::optional<wanted_call> next(const std::vector<room_id>& rooms);
  /// Whether this person still goes round.
  bool goes_on() const;

 private:
  bool may_go_to(const room_id& room) const;

  cluster& shared_;
  const user_id user_;
  unsigned rounds_ = 0;
};

}  // namespace moim::sim
