#include "actors/chat/chat_type.hpp"

#include "actors/chat/chat_entity.hpp"
#include "actors/entity_actor.hpp"

namespace moim {

entity_handle chat_type::spawn(caf::actor_system& system, const entity_id& id, surroundings& around) {
  return spawn_entity<chat_entity>(system, id, around);
}

}  // namespace moim
