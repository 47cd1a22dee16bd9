#pragma once

#include "domain/matching/pool/pool_events.hpp"

#include <optional>
#include <span>

namespace moim::sim {

/// What a ticket asks for by now: as it was submitted, with the steps that it has relaxed by.
struct asking {
  const ticket* of = nullptr;
  ticket_wishes wishes;
  size_set sizes = 0;
};
asking asking_after(const ticket& of, std::uint8_t steps);

/// Why this is no group that may be, as an independent witness reads the rules; nothing if it is one. Of criteria it
/// asks whether what was agreed on suits each member. Points on the Earth are not its subject.
std::optional<std::string> why_no_group(const pool_kind& kind, std::span<const asking> group, std::uint32_t people,
                                        const agreed_terms& agreed, time_ms at);

}  // namespace moim::sim
