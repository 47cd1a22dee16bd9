#pragma once

#include "sim/simulation/checkers/group_check.hpp"

#include <map>

namespace moim::sim {

/// Who was matched with whom, and until when they are not to meet again.
class acquaintances {
 public:
  void met(const std::vector<user_id>& users, time_ms again_at);
  /// Two people of a group who meet again too soon, as a sentence; nothing if there are none. Those of one ticket come
  /// together: they may.
  std::optional<std::string> too_soon(std::span<const asking> group, time_ms at) const;

 private:
  std::map<std::pair<user_id, user_id>, time_ms> again_at_;
};

}  // namespace moim::sim
