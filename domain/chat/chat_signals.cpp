#include "domain/chat/chat_signals.hpp"

#include <algorithm>

namespace moim {

bool chat_signals::types(const user_id& user, time_ms now) {
  if (typed_at_.size() >= max_typing)
    std::erase_if(typed_at_, [&](const auto& each) { return each.second + typing_every_ms <= now; });
  auto found = typed_at_.find(user);
  if (found == typed_at_.end()) {
    if (typed_at_.size() >= max_typing) return false;
    typed_at_.emplace(user, now);
    return true;
  }
  if (found->second + typing_every_ms > now) return false;
  found->second = now;
  return true;
}

void chat_signals::sees(const user_id& user, std::uint64_t message, time_ms now) {
  if (seen_.empty()) seen_told_at_ = std::max(seen_told_at_, now - seen_every_ms);
  auto found = seen_.find(user);
  if (found != seen_.end())
    found->second = std::max(found->second, message);
  else if (seen_.size() < max_seen_marks)
    seen_.emplace(user, message);
}

std::optional<time_ms> chat_signals::next_at() const {
  if (seen_.empty()) return std::nullopt;
  return seen_told_at_ + seen_every_ms;
}

std::vector<seen_mark> chat_signals::take_seen(time_ms now) {
  std::vector<seen_mark> marks;
  if (!next_at() || *next_at() > now) return marks;
  for (const auto& [user, message] : seen_) marks.push_back({user, message});
  seen_.clear();
  seen_told_at_ = now;
  return marks;
}

}  // namespace moim
