#pragma once

#include "actors/messages.hpp"

#include <span>

namespace moim {

/// What those see who follow a room (`followed_entity`): each audience its own (rule 12).
struct room_feed {
  using call = follow_room;
  using outlets = std::span<outlet* const>;
  using events = std::vector<room_event>;

  static void answer(const follow_room& asked, const room& state, const head& now);
  static void answer(const follow_room& asked, const room& state, const head& now, const events& missed);
  static void publish(outlets to, const entity_id& id, const room& state, const head& now, const events& happened);
  static void reset(outlets to, const entity_id& id, const room& state, const head& now);
};

}  // namespace moim
