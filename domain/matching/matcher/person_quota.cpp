#include "domain/matching/matcher/person_quota.hpp"

#include <algorithm>

namespace moim {

void person_quota::forget_until(time_ms since) {
  for (; !taken_.empty() && taken_.front().at <= since; taken_.pop_front()) {
    auto theirs = by_person_.find(taken_.front().by);
    theirs->second.erase(theirs->second.begin());
    if (theirs->second.empty()) by_person_.erase(theirs);
  }
}

std::optional<error> person_quota::why_not(const user_id& user, time_ms now) {
  forget_until(now - minute_ms);
  auto refuse = [&](time_ms oldest) {
    auto wait_ms = std::max<time_ms>(1, oldest + minute_ms - now);
    return error{errc::rate_limited, {}, static_cast<std::uint32_t>(wait_ms)};
  };
  auto theirs = by_person_.find(user);
  if (theirs != by_person_.end() && theirs->second.size() >= per_minute_) return refuse(theirs->second.front());
  if (taken_.size() >= max_remembered_) return refuse(taken_.front().at);
  taken_.push_back({now, user});
  by_person_[user].push_back(now);
  return std::nullopt;
}

}  // namespace moim
