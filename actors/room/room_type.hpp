#pragma once

#include "actors/entity_handle.hpp"
#include "actors/messages.hpp"
#include "actors/news.hpp"
#include "domain/declare/type_list.hpp"

namespace moim {

/// Rooms, as the node knows them.
struct room_type {
  static constexpr entity_type number = entity_type::room;
  using items =
      type_list<call_room, follow_room, unfollow_room, call_chat, follow_chat, unfollow_chat, delivered<birth>,
                delivered<backfill_proposal>, delivery_answered, membership_asked, hosting_asked, delivery_unknown>;
  static entity_handle spawn(caf::actor_system& system, const entity_id& id, surroundings& around);
};

}  // namespace moim
