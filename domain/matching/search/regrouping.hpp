#pragma once

#include "domain/matching/search/found_group.hpp"

namespace moim {

/// Betters a packing step by step, where groups are too large for a few of them to be packed anew. A ticket that was
/// left out joins a group. Or it makes a new one, with others that were left out and with those that their groups can
/// spare. Or it takes the place of one that weighs no more and that suits more of those who are left. No step lowers
/// what all who have a group weigh together.
/// \param groups disjoint and valid; changed in place, each with its oldest first
/// \param left_out tickets without a group
/// \param nodes it ends after so many without placing anybody, and after 8 times as many in all
void regroup(search_space& space, std::vector<found_group>& groups, std::vector<ticket_ref> left_out,
             std::uint64_t nodes);

}  // namespace moim
