#include "net/topics.hpp"

#include <algorithm>

namespace moim {
namespace {

auto position(std::vector<follower>& followers, session_number session) {
  return std::lower_bound(followers.begin(), followers.end(), session,
                          [](const follower& each, session_number wanted) { return each.session < wanted; });
}

bool is_among(const exclusion& whom, const user_id& user) {
  return whom.everybody || std::binary_search(whom.people.begin(), whom.people.end(), user);
}

}  // namespace

void topic_table::follow_begins(const entity_id& topic, const user_id& user, session_number session,
                                request_number request) {
  on_their_way_.emplace(std::pair{session, request}, follow_on_its_way{topic, user});
  ++topics_[topic].on_their_way;
}

std::optional<topic_table::ended_follow> topic_table::follow_ends(session_number session, request_number request,
                                                                  bool followed) {
  auto found = on_their_way_.find({session, request});
  if (found == on_their_way_.end()) return std::nullopt;
  ended_follow ended{found->second.topic, found->second.shut_out};
  on_their_way_.erase(found);
  auto topic = topics_.find(ended.topic);
  --topic->second.on_their_way;
  // A room may have heard of a follow that its chat has refused.
  topic->second.followed |= followed || ended.topic.type == entity_type::chat;
  return ended;
}

void topic_table::add(const entity_id& topic, const follower& added) {
  auto& followers = topics_[topic].followers;
  auto where = position(followers, added.session);
  if (where != followers.end() && where->session == added.session)
    *where = added;
  else
    followers.insert(where, added);
}

bool topic_table::remove(const entity_id& topic, session_number session) {
  auto found = topics_.find(topic);
  if (found == topics_.end()) return false;
  auto& followers = found->second.followers;
  auto where = position(followers, session);
  if (where == followers.end() || where->session != session) return false;
  followers.erase(where);
  return true;
}

bool topic_table::let_go(const entity_id& topic) {
  auto found = topics_.find(topic);
  if (found == topics_.end()) return false;
  if (found->second.on_their_way > 0 || !found->second.followers.empty()) return false;
  bool followed = found->second.followed;
  topics_.erase(found);
  return followed;
}

std::vector<session_number> topic_table::shut_out(const exclusion& whom) {
  std::vector<session_number> sessions;
  auto found = topics_.find(whom.topic);
  if (found == topics_.end()) return sessions;
  for (const auto& each : found->second.followers)
    if (is_among(whom, each.user)) sessions.push_back(each.session);
  if (found->second.on_their_way > 0)
    for (auto& [request, follow] : on_their_way_)
      if (follow.topic == whom.topic && is_among(whom, follow.user)) follow.shut_out = true;
  return sessions;
}

reach topic_table::reach_of(const publication& what, const follower& who) {
  // Another log: what was seen of the old one counts for nothing.
  if (what.is_reset || !what.is_kept()) return reach::due;
  if (what.to <= who.seen) return reach::seen;
  return what.from == who.seen + 1 ? reach::due : reach::gap;
}

topic_table::audiences topic_table::newest_audiences(const publication& what) {
  auto moved = what.moved;
  // The last word on a person is the one that holds.
  std::stable_sort(moved.begin(), moved.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return moved;
}

void topic_table::advance(follower& who, const publication& what, const audiences& moved) {
  if (what.is_kept() || what.is_reset) who.seen = what.to;
  if (moved.empty()) return;
  auto after = std::upper_bound(moved.begin(), moved.end(), who.user,
                                [](const user_id& wanted, const auto& each) { return wanted < each.first; });
  if (after != moved.begin() && std::prev(after)->first == who.user) who.who = std::prev(after)->second;
}

}  // namespace moim
