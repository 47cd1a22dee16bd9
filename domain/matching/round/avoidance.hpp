#pragma once

#include "domain/matching/round/round_draft.hpp"

namespace moim {

/// Keeps people who were matched from meeting again for some days, where the kind says so.
class avoidance {
 public:
  explicit avoidance(round_draft& draft) : draft_(draft) {}

  /// From now on each of these people avoids each other; adds the event.
  void add(const std::vector<user_id>& users);
  /// The people that `users` avoid, this round included; none of `users` is among them.
  std::vector<block> blocks_of(const std::vector<user_id>& users) const;

 private:
  round_draft& draft_;
  std::vector<avoided> added_;
};

}  // namespace moim
