#pragma once

#include "domain/protocol.hpp"
#include "sim/scenarios/scenario.hpp"

namespace moim::sim {

/// Something that a person asks for; with a key if it changes something.
struct wanted_call {
  method_call call;
  bool keyed = false;
};

/// What a person sends who wants to do this with a room; nothing for what is not done by a call of its own.
std::optional<wanted_call> call_for(act what, const room_id& room);

}  // namespace moim::sim
