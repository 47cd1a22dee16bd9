#pragma once

#include "domain/declare/time.hpp"

namespace moim {

/// Something that time alone brings about in an entity, such as a closing. Whoever names the earliest of them in a
/// state
/// (`next_due`) names the next one once the event is applied: so each is decided against what the one before led to
/// (rule 9). What recurs is one event however often its time has passed.
template <class Event>
struct due {
  /// When it was to happen; it is decided at that time or later, and what it begins counts from then.
  time_ms at = 0;
  Event event{};
};

}  // namespace moim
