#include "actors/plain/plain_type.hpp"

#include "actors/entity_actor.hpp"
#include "actors/plain/plain_entity.hpp"

namespace moim {

template <class Type>
entity_handle plain_type<Type>::spawn(caf::actor_system& system, const entity_id& id, surroundings& around) {
  return spawn_entity<plain_entity<Type>>(system, id, around);
}

namespace {

/// Compiles `spawn` for each type of the list: the node sees its declaration alone.
template <class... Types>
auto compiled_for(type_list<Types...>) {
  return std::tuple{&Types::spawn...};
}
[[gnu::used]] const auto every_spawn = compiled_for(types_of_plain<plain_types>::type{});

}  // namespace
}  // namespace moim
