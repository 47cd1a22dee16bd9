#include "domain/matching/matcher/person_quota.hpp"

#include <algorithm>

namespace moim {

void person_quota::forget_oldest() {
  auto theirs = by_person_.find(taken_.front().by);
  theirs->second.erase(theirs->second.begin());
  if (theirs->second.empty()) by_person_.erase(theirs);
  taken_.pop_front();
}

std::optional<error> person_quota::why_not(const user_id& user, time_ms now) {
  while (!taken_.empty() && taken_.front().at <= now - minute_ms) forget_oldest();
  auto theirs = by_person_.find(user);
  if (theirs != by_person_.end() && theirs->second.size() >= per_minute_) {
    auto wait_ms = std::max<time_ms>(1, theirs->second.front() + minute_ms - now);
    return error{errc::rate_limited, {}, static_cast<std::uint32_t>(wait_ms)};
  }
  if (taken_.size() >= max_remembered_) forget_oldest();
  taken_.push_back({now, user});
  by_person_[user].push_back(now);
  return std::nullopt;
}

}  // namespace moim
