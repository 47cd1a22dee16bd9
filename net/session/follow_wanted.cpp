#include "net/session/follow_wanted.hpp"

#include "domain/declare/resume_token.hpp"

#include <algorithm>

namespace moim {
namespace {

room_id room_of(const entity_id& topic) { return {topic.high, topic.low}; }

}  // namespace

std::vector<follow_wanted> follows_of(const resume_session& wanted) {
  std::vector<follow_wanted> all;
  for (const auto& each : wanted.rooms) all.push_back(follow_of(each));
  if (wanted.chats)
    for (const auto& each : *wanted.chats) all.push_back(follow_of(each));
  auto going_on = std::count_if(all.begin(), all.end(), [](const follow_wanted& each) { return !!each.token; });
  for (auto& each : all)
    each.changes_at_most = max_missed_changes / std::max<std::size_t>(1, static_cast<std::size_t>(going_on));
  return all;
}

node_message follow_message(const follow_wanted& wanted, const caller& who, time_ms deadline,
                            const reply_address& reply) {
  // A token that cannot be read is none of ours; the snapshot tells all there is.
  auto seen = wanted.token ? parse_resume_token(*wanted.token) : std::nullopt;
  if (wanted.topic.type == entity_type::chat)
    return follow_chat{room_of(wanted.topic), who.user, who.as, seen, deadline, reply, wanted.changes_at_most};
  return follow_room{room_of(wanted.topic), who.user, seen, deadline, reply, wanted.changes_at_most};
}

node_message unfollow_message(const entity_id& topic, outlet* from) {
  if (topic.type == entity_type::chat) return unfollow_chat{room_of(topic), from};
  return unfollow_room{room_of(topic), from};
}

}  // namespace moim
