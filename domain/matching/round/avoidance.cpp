#include "domain/matching/round/avoidance.hpp"

#include <algorithm>

namespace moim {

void avoidance::add(const std::vector<user_id>& users) {
  auto days = draft_.kind().again_after_days;
  if (days == 0) return;
  added_.push_back({users, draft_.now + days * 24 * hour_ms});
  draft_.events.push_back(added_.back());
}

std::vector<block> avoidance::blocks_of(const std::vector<user_id>& users) const {
  auto blocks = draft_.state.avoided_by(users, draft_.now);
  auto is_one = [&](const user_id& user) { return std::find(users.begin(), users.end(), user) != users.end(); };
  for (const auto& group : added_) {
    if (std::none_of(group.users.begin(), group.users.end(), is_one)) continue;
    for (const auto& each : group.users)
      if (!is_one(each)) blocks.push_back({each, group.until});
  }
  return blocks;
}

}  // namespace moim
