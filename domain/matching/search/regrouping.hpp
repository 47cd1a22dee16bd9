#pragma once

#include "domain/matching/search/group_search.hpp"

namespace moim {

/// Betters a packing by steps from group to group, where groups are too large to be packed anew two or three at a time.
/// Somebody who was left out joins a group; or makes a new one with others who were left out and with those whom their
/// groups can spare; or takes the place of one who weighs no more and suits more of those who are left. No step lets
/// the weight of all who have a group fall.
/// \param groups disjoint and valid; changed in place, each with its oldest first
/// \param left_out tickets without a group
/// \param nodes after so many tickets tried in groups without placing anybody it ends, and after 8 times as many at the
/// latest
void regroup(search_space& space, std::vector<found_group>& groups, std::vector<ticket_ref> left_out,
             std::uint64_t nodes);

}  // namespace moim
