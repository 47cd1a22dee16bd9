#pragma once

#include "actors/entity_handle.hpp"
#include "actors/messages.hpp"
#include "actors/news.hpp"
#include "domain/declare/type_list.hpp"

namespace moim {

/// Chats, as the node knows them.
struct chat_type {
  static constexpr entity_type number = entity_type::chat;
  using items = type_list<talk_passed, follow_chat, unfollow_chat, delivered<chat_over>>;
  static entity_handle spawn(caf::actor_system& system, const entity_id& id, surroundings& around);
};

}  // namespace moim
