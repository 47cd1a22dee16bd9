#include "domain/chat/chat_signals.hpp"

#include <algorithm>

namespace moim {

bool chat_signals::types(const user_id& user, time_ms now) {
  std::erase_if(typed_at_, [&](const auto& each) { return each.second + typing_every_ms <= now; });
  auto is_recent = [&](const auto& each) { return each.second + second_ms > now; };
  auto told = static_cast<std::size_t>(std::count_if(typed_at_.begin(), typed_at_.end(), is_recent));
  return told < max_typing && typed_at_.emplace(user, now).second;
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
