#include "net/topics.hpp"

#include <algorithm>

namespace moim {
namespace {

auto position(std::vector<follower>& followers, session_number session) {
  return std::lower_bound(followers.begin(), followers.end(), session,
                          [](const follower& each, session_number wanted) { return each.session < wanted; });
}

}  // namespace

void topic_table::follow_begins(const room_id& room, session_number session, request_number request) {
  on_their_way_.emplace(std::pair{session, request}, room);
  ++topics_[room].on_their_way;
}

std::optional<room_id> topic_table::follow_ends(session_number session, request_number request, bool followed) {
  auto found = on_their_way_.find({session, request});
  if (found == on_their_way_.end()) return std::nullopt;
  auto room = found->second;
  on_their_way_.erase(found);
  auto topic = topics_.find(room);
  --topic->second.on_their_way;
  topic->second.followed |= followed;
  return room;
}

void topic_table::add(const room_id& room, const follower& added) {
  auto& topic = topics_[room];
  auto where = position(topic.followers, added.session);
  if (where != topic.followers.end() && where->session == added.session)
    *where = added;
  else
    topic.followers.insert(where, added);
}

bool topic_table::remove(const room_id& room, session_number session) {
  auto found = topics_.find(room);
  if (found == topics_.end()) return false;
  auto& followers = found->second.followers;
  auto where = position(followers, session);
  if (where == followers.end() || where->session != session) return false;
  followers.erase(where);
  return true;
}

bool topic_table::let_go(const room_id& room) {
  auto found = topics_.find(room);
  if (found == topics_.end()) return false;
  auto& topic = found->second;
  if (topic.on_their_way > 0 || !topic.followers.empty()) return false;
  bool followed = topic.followed;
  topics_.erase(found);
  return followed;
}

reach topic_table::reach_of(const room_publication& publication, const follower& who) {
  // Another log: what was seen of the old one counts for nothing.
  if (publication.reset) return reach::due;
  const auto& text = publication.seen_by[static_cast<std::size_t>(who.who)];
  if (text.to <= who.seen) return reach::seen;
  return text.from == who.seen + 1 ? reach::due : reach::gap;
}

version topic_table::last_version(const room_publication& publication, audience who) {
  auto index = static_cast<std::size_t>(who);
  return publication.reset ? (*publication.reset)[index].version : publication.seen_by[index].to;
}

topic_table::audiences topic_table::newest_audiences(const room_publication& publication) {
  auto moved = publication.moved;
  // The last word on a person is the one that holds.
  std::stable_sort(moved.begin(), moved.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return moved;
}

void topic_table::advance(follower& who, const room_publication& publication, const audiences& moved) {
  who.seen = last_version(publication, who.who);
  auto after = std::upper_bound(moved.begin(), moved.end(), who.user,
                                [](const user_id& wanted, const auto& each) { return wanted < each.first; });
  if (after != moved.begin() && std::prev(after)->first == who.user) who.who = std::prev(after)->second;
}

}  // namespace moim
