#include "sim/simulation/follow_checker.hpp"

#include "domain/resume_token.hpp"

namespace moim::sim {
namespace {

unsigned forks_of(const log_checker& logs, const room_id& room) {
  auto* story = logs.find(room);
  return story ? story->forks : 0;
}

}  // namespace

void follow_checker::disconnected() {
  for (auto& [room, each] : followed_) each.live = false;
}

std::optional<std::string> follow_checker::token(const room_id& room) const {
  auto found = followed_.find(room);
  if (found == followed_.end()) return std::nullopt;
  return found->second.token;
}

std::vector<room_id> follow_checker::rooms() const {
  std::vector<room_id> all;
  for (const auto& [room, each] : followed_) all.push_back(room);
  return all;
}

void follow_checker::on_followed(const room_followed& answer) {
  auto& mine = followed_[answer.room];
  if (!mine.token.empty())
    seen_.count(sighting::recovery, !answer.recovered       ? "resume: not recovered"
                                    : answer.missed.empty() ? "resume: nothing missed"
                                                            : "resume: told what was missed");
  auto reached = parse_resume_token(answer.token);
  if (!reached) return broken(answer.room, "an unreadable token: " + answer.token);
  if (answer.recovered) {
    version next = mine.seen + 1;
    for (const auto& missed : answer.missed) {
      if (missed.from != next) broken(answer.room, fmt::format("recovered, but {} follows {}", missed.from, next - 1));
      check_changes(answer.room, missed.from, missed.to, missed.changes);
      next = missed.to + 1;
    }
    if (next != reached->version + 1)
      broken(answer.room, fmt::format("recovered up to {}, but told up to {}", reached->version, next - 1));
  } else if (!answer.snapshot) {
    broken(answer.room, "neither recovered nor a snapshot");
  }
  mine = {reached->version, answer.token, true, forks_of(logs_, answer.room)};
}

void follow_checker::on_changed(const room_changed& push) {
  auto found = followed_.find(push.room);
  // An answer to `room.unsubscribe` may cross a push.
  if (found == followed_.end() || !found->second.live) return;
  auto& mine = found->second;
  if (push.from != mine.seen + 1) broken(push.room, fmt::format("{} was pushed after {}", push.from, mine.seen));
  check_changes(push.room, push.from, push.to, push.changes);
  check_now(push);
  mine.seen = push.to;
  mine.token = push.token;
}

void follow_checker::on_reset(const room_reset& push) {
  auto found = followed_.find(push.room);
  if (found == followed_.end()) return;
  seen_.count(sighting::recovery, "reset after a fork");
  if (forks_of(logs_, push.room) == 0) broken(push.room, "a reset, though its log was never forked");
  found->second = {push.version, push.token, true, forks_of(logs_, push.room)};
}

/// What was told of these versions has to be what the log has there. Of a log that was forked nothing can be said: what
/// was told may have been true then.
void follow_checker::check_changes(const room_id& room, version from, version to,
                                   const std::vector<room_change>& changes) {
  auto* story = logs_.find(room);
  if (!story || story->forks > 0) return;
  if (to > story->versions.size()) return broken(room, fmt::format("version {} was told before it was committed", to));
  std::size_t told = 0;
  for (auto number = from; number <= to; ++number)
    for (const auto& change : story->versions[number - 1].changes) {
      bool same = told < changes.size() && changes[told].event == change.event &&
                  (!changes[told].user || changes[told].user == change.user);
      if (!same) return broken(room, fmt::format("of versions {} to {} something else was told than is so", from, to));
      ++told;
    }
  if (told != changes.size()) broken(room, fmt::format("of versions {} to {} more was told than is so", from, to));
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
    if (!mine.live || (story && mine.seen != story->versions.size())) all.push_back(room);
  }
  return all;
}

void follow_checker::broken(const room_id& room, std::string what) {
  verdict_.broken("P7", moim::to_text(user_) + " follows " + moim::to_text(room) + ": " + what);
}

}  // namespace moim::sim
