#include "net/session/followed_topics.hpp"

#include "domain/declare/resume_token.hpp"
#include "domain/planted.hpp"

#include <algorithm>

namespace moim {

std::optional<error> followed_topics::why_not(const follow_wanted& wanted) const {
  if (follows(wanted.topic) || topics_.size() + on_their_way_.size() < shared_.limits.max_subscriptions)
    return std::nullopt;
  return error{errc::too_many_subscriptions};
}

std::optional<error> followed_topics::why_not(const resume_session& wanted) const {
  auto invalid = [](std::string detail) { return error{errc::invalid_params, std::move(detail), std::nullopt}; };
  if (gather_) return error{errc::too_many_in_flight, "another session.resume is under way", std::nullopt};
  std::vector<entity_id> topics;
  for (const auto& each : follows_of(wanted)) topics.push_back(each.topic);
  if (topics.empty()) return invalid("rooms: there is nothing to resume");
  if (topics_.size() + on_their_way_.size() + topics.size() > shared_.limits.max_subscriptions)
    return error{errc::too_many_subscriptions};
  std::sort(topics.begin(), topics.end());
  if (std::adjacent_find(topics.begin(), topics.end()) != topics.end())
    return invalid("a room, or a chat, is named twice");
  // What is followed already has nothing to resume, and its pushes could come before and after this answer.
  for (const auto& topic : topics)
    if (follows(topic) || is_about_to_follow(topic)) return invalid(to_text(topic).append(" is followed already"));
  return std::nullopt;
}

void followed_topics::begin(const follow_wanted& wanted, const caller& who, time_ms deadline,
                            const reply_address& reply) {
  on_their_way_.push_back(wanted.topic);
  shared_.topics.follow_begins(wanted.topic, who.user, session_, reply.request);
  shared_.messages.push_back(follow_message(wanted, who, deadline, reply));
}

void followed_topics::begun(const entity_id& topic, const user_id& user, audience who, std::string_view token) {
  arrived(topic);
  auto seen = parse_resume_token(token);
  shared_.topics.add(topic, {session_, user, who, seen ? seen->version : 0});
  auto where = std::lower_bound(topics_.begin(), topics_.end(), topic);
  if (where != topics_.end() && *where == topic) return;
  topics_.insert(where, topic);
  shared_.metrics.subscriptions().add();
}

void followed_topics::not_begun(const entity_id& topic) { arrived(topic); }

bool followed_topics::end(const entity_id& topic) {
  if (!shared_.topics.remove(topic, session_)) return false;
  topics_.erase(std::lower_bound(topics_.begin(), topics_.end(), topic));
  shared_.metrics.subscriptions().subtract();
  shared_.let_go(topic);
  return true;
}

void followed_topics::end_all() {
  for (const auto& topic : topics_) {
    shared_.topics.remove(topic, session_);
    if (!is_planted(planted_bug::rooms_not_let_go)) shared_.let_go(topic);
  }
  shared_.metrics.subscriptions().subtract(static_cast<std::int64_t>(topics_.size()));
  std::vector<entity_id>{}.swap(topics_);
  std::vector<entity_id>{}.swap(on_their_way_);
  gather_.reset();
}

void followed_topics::begin_resume(asked what, const resume_session& wanted) {
  gather_ = std::make_unique<resume_gather>(std::move(what), wanted);
}

void followed_topics::resumed(const entity_id& topic, followed_answer answer) {
  gather_->followed(topic, std::move(answer));
}

void followed_topics::not_resumed(const entity_id& topic, errc why) { gather_->failed(topic, why); }

std::unique_ptr<resume_gather> followed_topics::take_complete() {
  return gather_ && gather_->complete() ? std::move(gather_) : nullptr;
}

bool followed_topics::follows(const entity_id& topic) const {
  return std::binary_search(topics_.begin(), topics_.end(), topic);
}

bool followed_topics::is_about_to_follow(const entity_id& topic) const {
  return std::find(on_their_way_.begin(), on_their_way_.end(), topic) != on_their_way_.end();
}

void followed_topics::arrived(const entity_id& topic) {
  on_their_way_.erase(std::find(on_their_way_.begin(), on_their_way_.end(), topic));
}

}  // namespace moim
