#include "sim/simulation/checkers/chat_follow_checker.hpp"

#include "domain/declare/resume_token.hpp"

namespace moim::sim {

void chat_follow_checker::disconnected() {
  for (auto& [room, each] : followed_) each.follows = false;
}

std::optional<std::string> chat_follow_checker::token(const room_id& room) const {
  auto found = followed_.find(room);
  if (found == followed_.end() || found->second.token.empty()) return std::nullopt;
  return found->second.token;
}

std::vector<room_id> chat_follow_checker::rooms() const {
  std::vector<room_id> all;
  for (const auto& [room, each] : followed_) all.push_back(room);
  return all;
}

void chat_follow_checker::on_followed(const chat_followed& answer) {
  auto& mine = followed_[answer.room];
  bool followed_before = std::exchange(mine.follows, true);
  if (!answer.recovered) {
    if (!answer.missed.empty() || !answer.snapshot)
      return broken(answer.room, "was not recovered, and told of a part of what it missed, or of nothing");
    return begin_at(answer.room, *answer.snapshot, answer.token);
  }
  if (mine.token.empty()) return broken(answer.room, "was recovered, and never had a token");
  auto at = parse_resume_token(answer.token);
  // It asked more than once, and an answer that says as much or more has come already.
  if (followed_before && at && at->version <= mine.at) return;
  for (const auto& each : answer.missed) go_on(each);
  if (!at || at->version != mine.at) broken(answer.room, "was recovered, and its token stands for " + answer.token);
  mine.token = answer.token;
}

void chat_follow_checker::on_changed(const chat_changed& push) {
  auto found = followed_.find(push.room);
  // An answer to `chat.unsubscribe`, or a refusal, may cross a push.
  if (found == followed_.end() || !found->second.follows) return;
  go_on(push);
}

void chat_follow_checker::on_reset(const chat_reset& push) {
  auto found = followed_.find(push.room);
  if (found == followed_.end() || !found->second.follows) return;
  begin_at(push.room, push.snapshot, push.token);
}

void chat_follow_checker::begin_at(const room_id& room, const chat_page& page, const std::string& token) {
  auto& mine = followed_[room];
  auto at = parse_resume_token(token);
  if (!at) return broken(room, "got a token that is none: " + token);
  mine.at = at->version;
  mine.token = token;
  if (const auto* story = proof_of(room)) check_snapshot(*story, room, page, mine.at);
}

void chat_follow_checker::go_on(const chat_changed& told) {
  auto& mine = followed_[told.room];
  if (told.from != mine.at + 1 || told.to < told.from)
    broken(told.room, fmt::format("is at version {}, and was told versions {} to {}", mine.at, told.from, told.to));
  mine.at = told.to;
  mine.token = told.token;
  check_changes(told);
}

void chat_follow_checker::check_changes(const chat_changed& told) const {
  const auto* story = proof_of(told.room);
  if (!story) return;
  if (told.to > story->versions.size())
    return broken(told.room, fmt::format("was told of version {} before it was committed", told.to));
  std::size_t seen = 0;
  for (auto number = told.from; number <= told.to; ++number)
    for (const auto& line : story->versions[number - 1].lines) {
      if (seen == told.changes.size()) return broken(told.room, fmt::format("misses a part of version {}", number));
      check_line(told, told.changes[seen++], line, story->versions[number - 1]);
    }
  if (seen != told.changes.size()) broken(told.room, fmt::format("was told more than is so by version {}", told.to));
}

void chat_follow_checker::check_line(const chat_changed& told, const chat_change& change, const chat_line& line,
                                     const chat_version& of) const {
  if (change.event != line.event || change.message != line.message || change.by != line.by)
    return broken(told.room, fmt::format("was told something else of message {} than is so", line.message));
  const auto& message = logs_.chats().find(told.room)->messages.at(line.message);
  bool is_gone = message.removed && message.removed->first <= told.to;
  if (change.text && *change.text != line.text) broken(told.room, "was told another text than was written");
  // What is sent and taken away again in one commit may be forgotten by then, too.
  if (change.text && is_gone && told.from < told.to) broken(told.room, "was told a text that was taken away");
  if (!change.text && !line.text.empty() && !is_gone) broken(told.room, "was not told what a message says");
  auto* room = logs_.find(told.room);
  const auto* terms = room && room->forks == 0 ? room->kind.rules<talk>() : nullptr;
  bool is_for_members = terms && terms->who == circle::members;
  if (is_for_members && !room->was_in(user_, of.landed_at - grace_ms_))
    verdict_.broken("audience", moim::to_text(user_) + " is told what members of " + moim::to_text(told.room) + " say");
}

/// The newest messages that the kind says are kept, each as it was then.
void chat_follow_checker::check_snapshot(const chat_story& story, const room_id& room, const chat_page& page,
                                         version at) const {
  if (at > story.versions.size()) return broken(room, fmt::format("was told of version {} before its commit", at));
  auto last = at == 0 ? 0 : story.versions[at - 1].last;
  auto wanted = std::min<std::uint64_t>({last, story.keeps, usual_page_messages});
  if (page.messages.size() != wanted)
    return broken(room, fmt::format("sees {} of {} messages at version {}", page.messages.size(), wanted, at));
  auto next = last - wanted;
  for (const auto& each : page.messages) {
    if (each.message != ++next) return broken(room, "sees messages out of order");
    const auto& message = story.messages.at(next);
    if (each.by != message.by || each.text != message.text_at(at))
      broken(room, fmt::format("sees message {} otherwise than it was at version {}", next, at));
  }
}

void chat_follow_checker::on_page(const room_id& room, const read_chat& asked, const chat_page& page,
                                  time_ms asked_at) const {
  const auto* story = proof_of(room);
  if (!story) return;
  std::uint64_t before = 0;
  for (const auto& each : page.messages) {
    auto found = story->messages.find(each.message);
    if (found == story->messages.end()) return broken(room, "read a message that never was");
    const auto& message = found->second;
    bool was_gone = message.removed && message.removed->second < asked_at;
    if (each.text && was_gone) broken(room, fmt::format("read message {}, which was taken away before", each.message));
    bool is_outside = (asked.after && each.message <= *asked.after) || (asked.before && each.message >= *asked.before);
    if (is_outside || (before != 0 && each.message != before + 1))
      broken(room, fmt::format("read message {} where it does not belong", each.message));
    before = each.message;
  }
}

std::vector<room_id> chat_follow_checker::behind() const {
  std::vector<room_id> all;
  for (const auto& [room, mine] : followed_) {
    const auto* story = logs_.chats().find(room);
    if (!mine.follows || (story && mine.at != story->versions.size())) all.push_back(room);
  }
  return all;
}

const chat_story* chat_follow_checker::proof_of(const room_id& room) const {
  static const chat_story nothing_said{};
  const auto* story = logs_.chats().find(room);
  if (!story) return &nothing_said;
  return story->forks == 0 ? story : nullptr;
}

void chat_follow_checker::broken(const room_id& room, const std::string& what) const {
  verdict_.broken("P7", room, moim::to_text(user_) + ", who follows its chat, " + what);
}

}  // namespace moim::sim
