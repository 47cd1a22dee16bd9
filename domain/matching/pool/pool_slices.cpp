#include "domain/matching/pool/pool.hpp"

#include <algorithm>

/// A pool to slices; pool_restoring.cpp is the way back.
namespace moim {

pool_base pool::base() const { return {kind_, last_proposal_, wave_at_, last_at_, unattended_until_}; }

pool_part pool::part(std::size_t slice) const {
  pool_part made;
  auto members = members_.of(slice);
  std::vector<slot> by_age{members.begin(), members.end()};
  std::sort(by_age.begin(), by_age.end(), [this](slot a, slot b) { return table_.age(a) < table_.age(b); });
  for (auto which : by_age) {
    const auto& of = table_.at(which);
    const auto& standing = standing_[which];
    made.tickets.push_back({ticket_of(of, table_.names()), table_.age(which), of.steps_done, standing.proposal,
                            standing.here_until, standing.retried_at, standing.gathered});
    made.tickets.back().of.for_room = room_of_backfill(of.id);
  }
  for (const auto& [number, proposal] : proposals_)
    if (slice_of(number) == slice) made.proposals.push_back({number, proposal});
  for (const auto& [user, blocks] : avoided_)
    if (slice_of(user) == slice) made.avoided.push_back({user, blocks});
  for (const auto& [user, until] : penalties_)
    if (slice_of(user) == slice) made.penalties.push_back({user, until});
  for (const auto& [id, party] : parties_.all())
    if (slice_of(id) == slice) made.parties.push_back(*party);
  return made;
}

}  // namespace moim
