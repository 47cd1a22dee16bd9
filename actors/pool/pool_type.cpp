#include "actors/pool/pool_type.hpp"

#include "actors/entity_actor.hpp"
#include "actors/pool/pool_entity.hpp"

namespace moim {

entity_handle pool_type::spawn(caf::actor_system& system, const entity_id& id, surroundings& around) {
  return spawn_entity<pool_entity>(system, id, around);
}

}  // namespace moim
