#pragma once

#include "domain/matching/search/agree.hpp"

/// A matcher that is too simple to be wrong, the oracle of the fast one: it has no index, no signatures and no budget,
/// only `agree`.
namespace moim {

/// Whether a group of these tickets may form at `now`: it is valid, and has the preferred number of people or a ticket
/// that has waited long enough.
bool is_ready_group(const pool_kind& kind, std::span<const profile* const> group, time_ms now);

/// A ready group among these tickets (by their places), or nothing. Tries every subset: for about 16 tickets at most.
std::vector<std::size_t> naive_ready_group(const pool_kind& kind, const std::vector<const profile*>& oldest_first,
                                           time_ms now);

/// The most people that disjoint ready groups of these tickets can hold. For about 16 tickets at most.
std::uint32_t naive_optimum(const pool_kind& kind, const std::vector<const profile*>& oldest_first, time_ms now);

}  // namespace moim
