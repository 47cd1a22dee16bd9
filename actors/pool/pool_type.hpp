#pragma once

#include "actors/entity_handle.hpp"
#include "actors/messages.hpp"
#include "actors/news.hpp"
#include "domain/declare/type_list.hpp"

namespace moim {

/// Pools, as the node knows them.
struct pool_type {
  static constexpr entity_type number = entity_type::pool;
  using items = type_list<call_pool, delivery_answered, attend_pool, delivered<start_backfill>, delivery_asked>;
  static entity_handle spawn(caf::actor_system& system, const entity_id& id, surroundings& around);
};

}  // namespace moim
