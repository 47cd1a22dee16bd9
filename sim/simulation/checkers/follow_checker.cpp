#include "sim/simulation/checkers/follow_checker.hpp"

namespace moim::sim {

void follow_checker::disconnected() {
  for (auto& [room, each] : followed_) each.disconnect();
}

std::optional<std::string> follow_checker::token(const room_id& room) const {
  auto found = followed_.find(room);
  if (found == followed_.end() || found->second.token().empty()) return std::nullopt;
  return found->second.token();
}

std::vector<room_id> follow_checker::rooms() const {
  std::vector<room_id> all;
  for (const auto& [room, each] : followed_) all.push_back(room);
  return all;
}

void follow_checker::on_followed(const room_followed& answer) {
  auto& mine = followed_.try_emplace(answer.room, answer.room, user_).first->second;
  if (!mine.token().empty())
    seen_.count(sighting::recovery, !answer.recovered       ? "resume: not recovered"
                                    : answer.missed.empty() ? "resume: nothing missed"
                                                            : "resume: told what was missed");
  mine.followed(answer, verdict_);
  for (const auto& missed : answer.missed) check_changes(missed);
}

void follow_checker::on_changed(const room_changed& push) {
  auto found = followed_.find(push.room);
  // An answer to `room.unsubscribe` may cross a push.
  if (found == followed_.end() || !found->second.follows()) return;
  found->second.changed(push, verdict_);
  check_changes(push);
  check_now(push);
}

void follow_checker::on_reset(const room_reset& push) {
  auto found = followed_.find(push.room);
  // As above. Or the client follows through a copy of a request that it takes for refused.
  if (found == followed_.end() || !found->second.follows()) return;
  auto* story = logs_.find(push.room);
  bool forked = story && story->forks > 0;
  auto entity = push.room.entity();
  bool failed = logs_.has_failed(entity);
  // A node that was paused for long may find nothing of what it knows in the log.
  bool outrun = logs_.forgotten(entity) >= found->second.version();
  seen_.count(sighting::recovery, forked   ? "reset after a fork"
                                  : failed ? "reset after an exception"
                                           : "reset by a log that has forgotten what was known");
  if (!forked && !failed && !outrun)
    broken(push.room, "a reset, though its log was never forked, and has what was known, and nothing was thrown in it");
  found->second.reset(push, verdict_);
}

/// What was told of these versions has to be what the log has there. A forked log proves nothing: what was
/// told may have been true then.
void follow_checker::check_changes(const room_changed& told) {
  auto* story = logs_.find(told.room);
  if (!story || story->forks > 0) return;
  if (told.to > story->versions.size())
    return broken(told.room, fmt::format("version {} was told before it was committed", told.to));
  std::size_t seen = 0;
  for (auto number = told.from; number <= told.to; ++number)
    for (const auto& change : story->versions[number - 1].changes) {
      bool same = seen < told.changes.size() && told.changes[seen].event == change.event &&
                  (!told.changes[seen].user || told.changes[seen].user == change.user);
      if (!same)
        return broken(told.room,
                      fmt::format("of versions {} to {} something else was told than is so", told.from, told.to));
      ++seen;
    }
  if (seen != told.changes.size())
    broken(told.room, fmt::format("of versions {} to {} more was told than is so", told.from, told.to));
  if (told.notices) check_notices(*story, told);
}

/// Who is a member is told all of them.
void follow_checker::check_notices(const room_story& story, const room_changed& told) {
  std::vector<notice> made;
  for (auto number = told.from; number <= told.to; ++number) {
    const auto& here = story.versions[number - 1].notices;
    made.insert(made.end(), here.begin(), here.end());
  }
  if (made != *told.notices)
    broken(told.room, fmt::format("of versions {} to {} other notices were told than were made", told.from, told.to));
}

void follow_checker::check_now(const room_changed& push) {
  auto* story = logs_.find(push.room);
  if (!story || story->forks > 0 || push.to > story->versions.size()) return;
  const auto& here = story->versions[push.to - 1];
  if (here.taken != push.taken || here.phase != push.phase)
    broken(push.room,
           fmt::format("at version {} {} seats are taken, but {} was told", push.to, here.taken, push.taken));
}

std::vector<room_id> follow_checker::behind() const {
  std::vector<room_id> all;
  for (const auto& [room, mine] : followed_) {
    auto* story = logs_.find(room);
    if (!mine.follows() || (story && mine.version() != story->versions.size())) all.push_back(room);
  }
  return all;
}

void follow_checker::broken(const room_id& room, const std::string& what) {
  verdict_.broken("P7", room, "to " + moim::to_text(user_) + ", who follows it: " + what);
}

}  // namespace moim::sim
