#include "actors/user/user_type.hpp"

#include "actors/entity_actor.hpp"
#include "actors/user/user_entity.hpp"

namespace moim {

entity_handle user_type::spawn(caf::actor_system& system, const entity_id& id, surroundings& around) {
  return spawn_entity<user_entity>(system, id, around);
}

}  // namespace moim
