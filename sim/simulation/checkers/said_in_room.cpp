#include "sim/simulation/checkers/said_in_room.hpp"

#include "sim/simulation/checkers/log_checker.hpp"

namespace moim::sim {

std::optional<version> said_in_room::gone_since(const std::string& text) const {
  auto found = gone_.find(text);
  return found == gone_.end() ? std::nullopt : std::optional{found->second};
}

bool said_in_room::keeps_what_is_gone(const std::string& bytes, version as_of) const {
  return std::any_of(gone_.begin(), gone_.end(), [&](const auto& each) {
    return each.second <= as_of && bytes.find(each.first) != std::string::npos;
  });
}

unsigned said_in_room::depth_of(std::uint32_t number) const {
  unsigned depth = 0;
  for (; number != 0; number = comments_.at(number).reply_to) ++depth;
  return depth;
}

bool said_in_room::is_in_place(std::uint32_t number) const {
  if (!comments_.at(number).removed) return true;
  return std::any_of(comments_.begin(), comments_.end(),
                     [&](const auto& each) { return each.second.reply_to == number && is_in_place(each.first); });
}

std::size_t said_in_room::places() const {
  return static_cast<std::size_t>(
      std::count_if(comments_.begin(), comments_.end(), [&](const auto& each) { return is_in_place(each.first); }));
}

std::size_t said_in_room::count_by(const user_id& user) const {
  return static_cast<std::size_t>(std::count_if(comments_.begin(), comments_.end(), [&](const auto& each) {
    return each.second.user == user && !each.second.removed;
  }));
}

bool said_reader::is_in(const user_id& user) const {
  return user == story.host || story.seats.contains(user) || story.may_all(user);
}

void said_reader::check_may(const user_id& user, std::string_view what) const {
  auto who = moim::to_text(user);
  if (story.banned.contains(user) && !story.may_all(user))
    amiss.push_back(fmt::format("{}: {} is kept away", what, who));
  if (is_over(story.phase)) amiss.push_back(fmt::format("{}: {} adds something to a room that is over", what, who));
}

void said_reader::check_thread(const comment_posted& event) const {
  auto& said = story.said;
  auto parent = said.comments_.find(*event.reply_to);
  if (parent == said.comments_.end() || parent->second.removed)
    return amiss.push_back("threads: a reply to a comment that is not there");
  if (event.replied != parent->second.user) amiss.push_back("threads: a reply names another one's author");
  if (said.depth_of(*event.reply_to) + 1 > story.kind.rules<comments>()->max_depth)
    amiss.push_back("threads: a reply stands deeper than the kind allows");
}

void said_reader::check_bounds(const user_id& user) const {
  const auto& rules = *story.kind.rules<comments>();
  if (story.said.places() > rules.max_kept) amiss.push_back("threads: more comments than the kind allows");
  if (story.said.count_by(user) > rules.max_by_person)
    amiss.push_back("threads: more comments of " + moim::to_text(user) + " than the kind allows");
}

void said_reader::operator()(const comment_posted& event) const {
  auto& said = story.said;
  const auto* rules = story.kind.rules<comments>();
  if (!rules) return amiss.push_back("threads: a comment in a room that takes none");
  check_may(event.user, "threads");
  if (rules->who == circle::members && !is_in(event.user)) amiss.push_back("threads: an outsider has commented");
  if (event.number <= said.last_comment_) amiss.push_back("threads: a comment has a number that another one had");
  if (event.reply_to) check_thread(event);
  said.last_comment_ = event.number;
  said.comments_[event.number] = {event.user, event.text, event.reply_to.value_or(0)};
  check_bounds(event.user);
}

void said_reader::operator()(const comment_edited& event) const {
  auto found = story.said.comments_.find(event.number);
  if (found == story.said.comments_.end() || found->second.removed)
    return amiss.push_back("threads: a comment was edited that is not there");
  check_may(found->second.user, "threads");
  story.said.gone_.emplace(std::exchange(found->second.text, event.text), here);
}

void said_reader::operator()(const comment_removed& event) const {
  auto found = story.said.comments_.find(event.number);
  if (found == story.said.comments_.end() || std::exchange(found->second.removed, true))
    return amiss.push_back("threads: a comment was removed that is not there");
  if (event.by != found->second.user && event.by != story.host && !story.may_all(event.by))
    amiss.push_back("threads: " + moim::to_text(event.by) + " has removed another one's comment");
  story.said.gone_.emplace(found->second.text, here);
}

void said_reader::operator()(const announced& event) const {
  auto& said = story.said;
  const auto* rules = story.kind.rules<announcements>();
  if (!rules || (event.user != story.host && !story.may_all(event.user)))
    return amiss.push_back("announcements: somebody else than the host has spoken");
  check_may(event.user, "announcements");
  if (event.number <= said.last_announcement_) amiss.push_back("announcements: a number was given twice");
  said.last_announcement_ = event.number;
  said.announcements_[event.number] = event.text;
  if (said.announcements_.size() <= rules->max_kept) return;
  said.gone_.emplace(said.announcements_.begin()->second, here);
  said.announcements_.erase(said.announcements_.begin());
}

void said_reader::operator()(const announcement_edited& event) const {
  auto found = story.said.announcements_.find(event.number);
  if (found == story.said.announcements_.end())
    return amiss.push_back("announcements: one was edited that is not there");
  story.said.gone_.emplace(std::exchange(found->second, event.text), here);
}

void said_reader::operator()(const announcement_removed& event) const {
  auto found = story.said.announcements_.find(event.number);
  if (found == story.said.announcements_.end())
    return amiss.push_back("announcements: one was removed that is not there");
  story.said.gone_.emplace(found->second, here);
  story.said.announcements_.erase(found);
}

void said_reader::operator()(const liked& event) const {
  check_may(event.user, "likes");
  if (!story.said.likes_.insert(event.user).second)
    amiss.push_back("likes: " + moim::to_text(event.user) + " likes the room twice");
  const auto* rules = story.kind.rules<likes>();
  if (!rules || story.said.likes_.size() > rules->max_kept) amiss.push_back("likes: more than the kind allows");
}

void said_reader::operator()(const unliked& event) const {
  if (story.said.likes_.erase(event.user) == 0) amiss.push_back("likes: one was taken back that was not there");
}

}  // namespace moim::sim
