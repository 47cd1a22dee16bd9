#pragma once

#include "actors/messages.hpp"
#include "domain/chat/chat.hpp"

#include <span>

namespace moim {

/// What those see who follow a chat (`followed_entity`): all the same, for the room says who they are.
struct chat_feed {
  using call = follow_chat;
  using outlets = std::span<outlet* const>;
  using events = std::vector<chat_event>;

  static void answer(const follow_chat& asked, const chat& state, const head& now);
  static void answer(const follow_chat& asked, const chat& state, const head& now, const events& missed);
  static void publish(outlets to, const entity_id& id, const chat& state, const head& now, const events& happened);
  static void reset(outlets to, const entity_id& id, const chat& state, const head& now);
};

}  // namespace moim
