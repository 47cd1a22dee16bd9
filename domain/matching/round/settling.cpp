#include "domain/matching/round/settling.hpp"

#include "domain/declare/expects.hpp"
#include "domain/matching/search/agree.hpp"
#include "domain/planted.hpp"

#include <algorithm>

namespace moim {
namespace {

/// What a group agreed on, with its values' names.
agreed_terms named(const agreement& reached, const search_space& space, const std::vector<ticket_ref>& tickets) {
  // A value that the pool does not know yet is named by the draft; the pool's own are named by both.
  bool drafted = std::any_of(tickets.begin(), tickets.end(), is_draft);
  const auto& names = drafted ? space.draft().names() : space.base().names();
  agreed_terms terms;
  for (auto value : reached.values)
    terms.values.push_back({criterion_of(value), names.name(criterion_of(value), number_of(value))});
  for (const auto& each : reached.windows) terms.windows.push_back({each.criterion, each.from_ms, each.to_ms});
  for (const auto& each : reached.points) terms.points.push_back({each.criterion, each.lat, each.lon});
  return terms;
}

}  // namespace

void settling::run(wave& waves, const search_budget& budget) {
  order_fresh();
  auto& fresh = draft_.fresh;
  if (fresh.empty()) return;
  // Several find each other by the index of the draft; one alone need not be found.
  if (fresh.size() > 1)
    for (auto each : fresh)
      if (is_draft(each)) draft_.space.draft().file(slot_of(each));
  std::vector<found_group> groups;
  waves.match(fresh, budget, groups);
  for (const auto& group : groups) settle(group);
  if (draft_.kind().accept_within_s > 0) return;
  // Those that are offered to a room wait for its answer.
  std::erase_if(groups, [this](const found_group& each) { return backfills_.has_room(each); });
  submissions_.file_apart(groups);
}

void settling::gather_wave() {
  // Even if the kind has given waves up since: nobody has searched for the gathered tickets yet.
  const auto& state = draft_.state;
  if (!state.wave_at() || *state.wave_at() > draft_.now) return;
  for (const auto& id : state.gathered()) {
    if (is_planted(planted_bug::gathered_forgotten)) break;
    auto which = state.table().find(id);
    if (which && !draft_.space.is_gone(*which) && draft_.proposal_of(*which) == 0) draft_.fresh.push_back(*which);
  }
  // Those of this very batch arrived in time, too.
  const auto& drafts = draft_.space.draft();
  for (auto each = drafts.oldest(); each != ticket_table::nowhere; each = drafts.newer(each))
    if (!draft_.space.is_gone(each | draft_bit)) draft_.fresh.push_back(each | draft_bit);
  draft_.events.push_back(wave_matched{});
}

/// The oldest first, each once, and only those that are still in play.
void settling::order_fresh() {
  auto& fresh = draft_.fresh;
  const auto& space = draft_.space;
  std::erase_if(fresh, [&](ticket_ref ref) { return space.is_gone(ref); });
  std::sort(fresh.begin(), fresh.end(), [&](ticket_ref a, ticket_ref b) { return space.older(a, b); });
  fresh.erase(std::unique(fresh.begin(), fresh.end()), fresh.end());
}

void settling::settle(const found_group& group) {
  std::vector<const profile*> profiles;
  for (auto each : group.tickets) profiles.push_back(&draft_.space.at(each));
  auto reached = agree(draft_.kind(), profiles, draft_.now);
  // The search has asked the same.
  expects(reached.has_value());
  auto agreed = named(*reached, draft_.space, group.tickets);
  if (backfills_.has_room(group)) return backfills_.propose(group, std::move(agreed));
  if (draft_.kind().accept_within_s > 0) return proposals_.propose(group, std::move(agreed));
  matches_.of_group(group, std::move(agreed));
}

}  // namespace moim
