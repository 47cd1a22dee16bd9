#include "sim/simulation/people/wanted_call.hpp"

namespace moim::sim {

std::optional<wanted_call> call_for(act what, const room_id& room) {
  switch (what) {
    case act::join:
      return wanted_call{join_room{room}, true};
    case act::leave:
      return wanted_call{leave_room{room}, true};
    case act::lock:
      return wanted_call{lock_room{room}, true};
    case act::cancel:
      return wanted_call{cancel_room{room}, true};
    case act::read:
      return wanted_call{read_room{room}};
    case act::list:
      return wanted_call{list_rooms{}};
    case act::own_rooms:
      return wanted_call{read_user{}};
    case act::follow:
      return wanted_call{subscribe_room{room, std::nullopt}};
    case act::create:  // rooms are created before anything else, and then there are enough
    case act::again:
    case act::go_away:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace moim::sim
