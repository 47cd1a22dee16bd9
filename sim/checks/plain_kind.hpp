#pragma once

#include "domain/room/room.hpp"

namespace moim::sim {

/// Whether a kind's rooms come and go as the model of plain rooms says (`room_model`): that they have a chat changes
/// nothing there.
inline bool is_plain(const kind& of) {
  if (!of.facets) return true;
  auto others = *of.facets;
  others.part<talk>().reset();
  return others == facet_rules{};
}

}  // namespace moim::sim
