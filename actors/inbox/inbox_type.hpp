#pragma once

#include "actors/entity_handle.hpp"
#include "actors/messages.hpp"
#include "actors/news.hpp"
#include "domain/declare/type_list.hpp"

namespace moim {

/// Inboxes, as the node knows them.
struct inbox_type {
  static constexpr entity_type number = entity_type::inbox;
  using items = type_list<call_inbox, delivered<note>, person_came, person_left>;
  static entity_handle spawn(caf::actor_system& system, const entity_id& id, surroundings& around);
};

}  // namespace moim
