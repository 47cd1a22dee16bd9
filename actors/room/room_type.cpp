#include "actors/room/room_type.hpp"

#include "actors/entity_actor.hpp"
#include "actors/room/room_entity.hpp"

namespace moim {

entity_handle room_type::spawn(caf::actor_system& system, const entity_id& id, surroundings& around) {
  return spawn_entity<room_entity>(system, id, around);
}

}  // namespace moim
