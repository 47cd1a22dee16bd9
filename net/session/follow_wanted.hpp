#pragma once

#include "actors/messages.hpp"

namespace moim {

/// What a session wants to follow, and from where.
struct follow_wanted {
  entity_id topic;
  /// The last token that the client has seen of it.
  std::optional<std::string> token;
  /// Past so many missed changes a snapshot will do.
  std::size_t changes_at_most = max_missed_changes;
};

inline follow_wanted follow_of(const subscribe_room& wanted) { return {wanted.room.entity(), wanted.token}; }
inline follow_wanted follow_of(const subscribe_chat& wanted) { return {chat_of(wanted.room), wanted.token}; }
/// All that a resume names, in its order: the rooms, then the chats. What they tell of as missed is one answer: they
/// share its changes, those that go on from somewhere. So 64 hot rooms bring no more than one.
std::vector<follow_wanted> follows_of(const resume_session& wanted);

/// The message that asks an entity to be followed. Each type that can be has its own.
node_message follow_message(const follow_wanted& wanted, const caller& who, time_ms deadline,
                            const reply_address& reply);
/// The message that tells it that nobody of an outlet does any more.
node_message unfollow_message(const entity_id& topic, outlet* from);

}  // namespace moim
