#pragma once

#include "actors/entity_handle.hpp"
#include "actors/messages.hpp"

namespace moim {

/// A plain type of entity (domain/declare/plain_state.hpp), as the node knows it.
template <class Type>
struct plain_type {
  static constexpr entity_type number = Type::number;
  using items = type_list<call_plain<Type>>;
  static entity_handle spawn(caf::actor_system& system, const entity_id& id, surroundings& around);
};

template <class List>
struct types_of_plain;
template <class... Types>
struct types_of_plain<type_list<Types...>> {
  using type = type_list<plain_type<Types>...>;
};

}  // namespace moim
