#include "domain/matching/pool/pool_restoring.hpp"

#include "domain/planted.hpp"

#include <algorithm>

namespace moim {

pool_restoring::pool_restoring(const pool_base& base, version as_of) : made_(base.kind) {
  made_.last_proposal_ = base.last_proposal;
  made_.wave_at_ = base.wave_at;
  made_.last_at_ = base.last_at;
  made_.unattended_until_ = base.unattended_until;
  made_.as_of_.base = as_of;
}

void pool_restoring::add(std::size_t slice, pool_part part, version as_of) {
  made_.as_of_.parts[slice] = as_of + (is_planted(planted_bug::slices_a_commit_ahead) ? 1 : 0);
  for (auto& each : part.proposals) made_.proposals_[each.number] = std::move(each.proposal);
  for (auto& each : part.avoided) made_.avoided_[each.user] = std::move(each.blocks);
  for (const auto& each : part.penalties) made_.penalties_[each.user] = each.until;
  for (auto& each : part.parties) made_.parties_.add(std::move(each));
  if (!part.tickets.empty()) runs_.push_back({std::move(part.tickets)});
}

bool pool_restoring::step() {
  if (!is_heap_) std::make_heap(runs_.begin(), runs_.end(), is_younger);
  is_heap_ = true;
  for (std::size_t i = 0; i < tickets_a_step; ++i) {
    if (!runs_.empty())
      put_oldest();
    else if (!measure_next())
      return true;
  }
  return false;
}

/// The oldest ticket first, so that each goes to the end of the lists.
void pool_restoring::put_oldest() {
  std::pop_heap(runs_.begin(), runs_.end(), is_younger);
  auto& from = runs_.back();
  const auto& each = from.tickets[from.taken];
  auto& names = made_.table_.names();
  auto of = each.steps_done > 0 ? make_relaxed_profile(each.of, each.steps_done, names) : make_profile(each.of, names);
  auto which = made_.put(std::move(of), each.age, {each.proposal, each.here_until, each.retried_at, each.gathered});
  if (each.of.for_room) made_.backfilled_rooms_[each.of.id] = *each.of.for_room;
  made_.set_timer(which);
  if (++from.taken == from.tickets.size())
    runs_.pop_back();
  else
    std::push_heap(runs_.begin(), runs_.end(), is_younger);
}

/// Measures a ticket's share by the last tickets that came: they are known only now. False if none is left.
bool pool_restoring::measure_next() {
  auto& table = made_.table_;
  auto which = to_measure_.value_or(table.oldest());
  if (which == ticket_table::nowhere) return false;
  table.measure_share(which);
  to_measure_ = table.newer(which);
  return true;
}

}  // namespace moim
