#pragma once

#include "domain/protocol.hpp"

#include <utility>
#include <variant>
#include <vector>

namespace moim {

/// What the followers of an entity, of whatever type, may be told at once.
using followed_push =
    std::variant<room_changed, room_reset, chat_changed, chat_reset, chat_typed, chat_was_seen, chat_ended>;

/// What somebody is answered who follows an entity from now on.
using followed_answer = std::variant<room_followed, chat_followed>;

/// Something about an entity on its way to its followers: a text for each audience (rules 12 and 17).
struct publication {
  entity_id topic;
  /// The commits that it covers. From 0 to 0: none; it tells of something that is not kept.
  version from = 0;
  version to = 0;
  /// The entity's log is another one than it was: what sessions have seen of it counts for nothing.
  bool is_reset = false;
  /// By audience; or one, and all see the same.
  std::vector<followed_push> texts;
  /// People who see the entity as another audience from the next publication on.
  std::vector<std::pair<user_id, audience>> moved{};

  bool is_kept() const { return to != 0; }
  std::size_t text_for(audience who) const { return texts.size() == 1 ? 0 : static_cast<std::size_t>(who); }
};

/// People who may not follow an entity any more, by the word of another one: a room's, about its chat.
struct exclusion {
  entity_id topic;
  /// Nobody knows who may: all have to ask again.
  bool everybody = false;
  std::vector<user_id> people{};  // ordered
};

}  // namespace moim
