#include "domain/matching/explain/explain_quota.hpp"

#include <algorithm>

namespace moim {

void explain_quota::forget_until(time_ms since) {
  for (; !answered_.empty() && answered_.front().at <= since; answered_.pop_front()) {
    auto theirs = by_person_.find(answered_.front().to);
    theirs->second.erase(theirs->second.begin());
    if (theirs->second.empty()) by_person_.erase(theirs);
  }
}

std::optional<error> explain_quota::why_not(const user_id& user, time_ms now) {
  forget_until(now - minute_ms);
  auto refuse = [&](time_ms oldest) {
    auto wait_ms = std::max<time_ms>(1, oldest + minute_ms - now);
    return error{errc::rate_limited, {}, static_cast<std::uint32_t>(wait_ms)};
  };
  auto theirs = by_person_.find(user);
  if (theirs != by_person_.end() && theirs->second.size() >= per_minute_) return refuse(theirs->second.front());
  if (answered_.size() >= max_answers_) return refuse(answered_.front().at);
  answered_.push_back({now, user});
  by_person_[user].push_back(now);
  return std::nullopt;
}

}  // namespace moim
