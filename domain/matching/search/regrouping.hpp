#pragma once

#include "domain/matching/search/found_group.hpp"

namespace moim {

/// Improves a packing step by step, where groups are too large to pack a few of them anew. A left-out ticket
/// joins a group. Or it forms a new group with other left-out tickets and with members that groups can spare.
/// Or it takes the place of a ticket that weighs no more and suits at least as many left-out ones (rarely
/// fewer). No step lowers the total weight of the tickets in groups.
/// \param groups disjoint and valid; changed in place, each with its oldest first
/// \param left_out tickets without a group
/// \param nodes it ends after this many without placing a ticket, and after 8 times as many in all
void regroup(search_space& space, std::vector<found_group>& groups, std::vector<ticket_ref> left_out,
             std::uint64_t nodes);

}  // namespace moim
