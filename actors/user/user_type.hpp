#pragma once

#include "actors/entity_handle.hpp"
#include "actors/messages.hpp"
#include "actors/news.hpp"
#include "domain/declare/type_list.hpp"

namespace moim {

/// People, as the node knows them.
struct user_type {
  static constexpr entity_type number = entity_type::user;
  using items = type_list<call_user, call_host, delivered<membership_told>, delivered<hosting_over>,
                          membership_confirmed, person_came, person_left>;
  static entity_handle spawn(caf::actor_system& system, const entity_id& id, surroundings& around);
};

}  // namespace moim
