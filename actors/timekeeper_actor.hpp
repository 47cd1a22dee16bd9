#pragma once

#include "actors/surroundings.hpp"
#include "actors/types.hpp"

namespace moim {

/// Claims the wake-ups that are due, and wakes their entities (rule 9).
timekeeper_handle::behavior_type timekeeper_actor(timekeeper_handle::pointer self, surroundings* around);

}  // namespace moim
