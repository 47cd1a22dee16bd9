#include "actors/inbox/inbox_type.hpp"

#include "actors/entity_actor.hpp"
#include "actors/inbox/inbox_entity.hpp"

namespace moim {

entity_handle inbox_type::spawn(caf::actor_system& system, const entity_id& id, surroundings& around) {
  return spawn_entity<inbox_entity>(system, id, around);
}

}  // namespace moim
