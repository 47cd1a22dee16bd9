#include "domain/matching/pool.hpp"
#include "domain/planted.hpp"

#include <algorithm>

/// A pool to slices and back.
namespace moim {

pool_base pool::base() const { return {kind_, last_proposal_, wave_at_, last_at_}; }

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
    made.tickets.back().of.seeks_for = sought_by(of.id);
  }
  for (const auto& [number, proposal] : proposals_)
    if (slice_of(number) == slice) made.proposals.push_back({number, proposal});
  for (const auto& [user, blocks] : avoided_)
    if (slice_of(user) == slice) made.avoided.push_back({user, blocks});
  return made;
}

pool pool::restored(const pool_base& base, std::vector<pool_part> parts, const slice_versions& as_of) {
  pool made{base.kind};
  made.last_proposal_ = base.last_proposal;
  made.wave_at_ = base.wave_at;
  made.last_at_ = base.last_at;
  made.as_of_ = as_of;
  if (is_planted(planted_bug::slices_a_commit_ahead))
    for (auto& each : made.as_of_.parts) ++each;
  std::vector<stored_ticket> tickets;
  for (auto& part : parts) {
    for (auto& each : part.proposals) made.proposals_[each.number] = std::move(each.proposal);
    for (auto& each : part.avoided) made.avoided_[each.user] = std::move(each.blocks);
    std::move(part.tickets.begin(), part.tickets.end(), std::back_inserter(tickets));
    part = {};
  }
  // In the order of age each finds its place at the end of the lists.
  std::sort(tickets.begin(), tickets.end(),
            [](const stored_ticket& a, const stored_ticket& b) { return a.age < b.age; });
  auto& names = made.table_.names();
  for (const auto& each : tickets) {
    auto of =
        each.steps_done > 0 ? make_relaxed_profile(each.of, each.steps_done, names) : make_profile(each.of, names);
    auto which = made.put(std::move(of), each.age, {each.proposal, each.here_until, each.retried_at, each.gathered});
    if (each.of.seeks_for) made.seeking_[each.of.id] = *each.of.seeks_for;
    made.set_timer(which);
  }
  for (auto each = made.table_.oldest(); each != ticket_table::nowhere; each = made.table_.newer(each))
    made.table_.measure_share(each);
  return made;
}

}  // namespace moim
