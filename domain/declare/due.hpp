#pragma once

#include "domain/declare/time.hpp"

namespace moim {

/// Something that time alone brings about in an entity, such as a closing. `next_due` names the earliest one
/// of a state, and the next one once that event is applied. So each is decided against what the one before
/// led to (rule 9). Something that recurs is one event, however often its time has passed.
template <class Event>
struct due {
  /// When it was to happen; it is decided at that time or later, and what it begins counts from then.
  time_ms at = 0;
  Event event{};
};

}  // namespace moim
