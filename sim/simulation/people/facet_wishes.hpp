#pragma once

#include "sim/simulation/engine/sim_node.hpp"

namespace moim::sim {

/// Something that a person asks of a room.
struct facet_wish {
  method_call call;
  room_id room;
  bool keyed = false;
};

/// Any method of any facet that rooms may have, in any of these rooms and about anybody: a facet that is added is tried
/// as well. Mostly what may be done is asked for, now and then what may not.
facet_wish draw_facet_wish(cluster& shared, const user_id& user, const std::vector<room_id>& rooms);

}  // namespace moim::sim
