#include "domain/matching/search/wave.hpp"

#include "domain/matching/search/regrouping.hpp"
#include "domain/matching/search/wave_repair.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

namespace moim {
namespace {

/// More tickets come at once only at a standing start. Then the search finds each group by itself.
constexpr std::size_t max_graph_tickets = 4'000;
/// At a standing start each ticket's share is measured against at most this many others.
constexpr std::size_t share_sample = 24;
constexpr std::uint32_t branch_steps_of_a_part = 2'000'000;

/// Groups of so many people are too large to be packed anew a few at a time: only regrouping betters them.
constexpr int large_group = 5;
/// Regrouping ends after so many nodes in vain, for each ticket of the wave.
constexpr std::uint64_t regroup_nodes = 250;
/// If groups are large: at least this many for each fresh ticket, for up to `packing::max_tickets` of them.
constexpr std::uint64_t regroup_nodes_if_large = 8'000;

}  // namespace

void wave::match(const std::vector<ticket_ref>& fresh, const search_budget& budget, std::vector<found_group>& groups) {
  if (fresh.size() == 1)
    match_one(fresh.front(), budget, groups);
  else if (fresh.size() > max_graph_tickets)
    match_standing_start(fresh, budget, groups);
  else
    match_together(fresh, budget, groups);
}

/// \return whether there was a group
bool wave::match_one(ticket_ref fresh, const search_budget& budget, std::vector<found_group>& groups) {
  found_group best;
  if (!search_.find(fresh, budget_after(space_->work().steps(), budget), best)) return false;
  for (auto each : best.tickets) space_->withdraw(each);
  groups.push_back(std::move(best));
  return true;
}

/// Among so many tickets any good group will do: each finds its own, the scarcest first.
void wave::match_standing_start(const std::vector<ticket_ref>& fresh, const search_budget& budget,
                                std::vector<found_group>& groups) {
  auto each_budget = budget;
  each_budget.candidates = std::min(budget.candidates, 8u);
  each_budget.choice_nodes = std::min(budget.choice_nodes, 16u);
  each_budget.neighbour_steps = 0;
  measure_shares(fresh);
  auto order = fresh;
  std::stable_sort(order.begin(), order.end(), [this](ticket_ref a, ticket_ref b) {
    return space_->signature_of(a).share < space_->signature_of(b).share;
  });
  for (auto each : order) {
    if (space_->is_gone(each) || !match_one(each, each_budget, groups)) continue;
    // Take matched tickets out of the lists: else every later search would pass them again.
    for (auto matched : groups.back().tickets)
      if (is_draft(matched)) space_->draft().unfile(slot_of(matched));
  }
}

void wave::measure_shares(const std::vector<ticket_ref>& fresh) {
  auto& draft = space_->draft();
  for (std::size_t i = 0; i < fresh.size(); i += fresh.size() / share_sample + 1)
    draft.remember(space_->signature_of(fresh[i]));
  for (auto each : fresh)
    if (is_draft(each)) draft.measure_share(slot_of(each));
}

void wave::match_together(const std::vector<ticket_ref>& fresh, const search_budget& budget,
                          std::vector<found_group>& groups) {
  // Tickets have changed since the last wave.
  pack_.forget();
  graph_.build(*space_, fresh, budget);
  placed_.begin(graph_);
  pack_small_parts();
  place_scarcest_first(budget);
  wave_repair{*space_, graph_, placed_, pack_}.run(budget);
  auto made = placed_.groups(false);
  regroup_left_out(made);
  auto settled = placed_.groups(true);
  std::move(settled.begin(), settled.end(), std::back_inserter(made));
  withdraw(made);
  std::move(made.begin(), made.end(), std::back_inserter(groups));
  // What the repair has let go, and what the graph's bounds have kept from it.
  for (auto each : fresh)
    if (!space_->is_gone(each)) match_one(each, budget, groups);
}

/// What hangs together and is small enough is packed exactly.
void wave::pack_small_parts() {
  graph_.for_each_part([this](const std::vector<suit_graph::vertex>& part) {
    if (part.size() > packing::max_tickets) return;
    candidates_.clear();
    for (auto each : part) candidates_.push_back(graph_.ticket(each));
    bool is_optimal = pack_.solve(candidates_, {.branch_steps = branch_steps_of_a_part});
    for (std::size_t i = 0; i < pack_.groups(); ++i) placed_.put(pack_.group(i));
    // A part that met a bound is repaired like a large one.
    if (!is_optimal) return;
    for (auto each : part) placed_.settle(each);
  });
}

/// Gives each fresh ticket the best group of lone tickets. Tickets with the fewest neighbours come first.
void wave::place_scarcest_first(const search_budget& budget) {
  std::vector<suit_graph::vertex> order(graph_.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(),
                   [this](auto a, auto b) { return graph_.neighbours(a).size() < graph_.neighbours(b).size(); });
  found_group best;
  for (auto each : order) {
    if (each >= graph_.fresh() || placed_.is_settled(each) || !placed_.is_alone(each)) continue;
    candidates_.clear();
    for (auto other : graph_.neighbours(each))
      if (placed_.is_alone(other)) candidates_.push_back(graph_.ticket(other));
    auto within = budget_after(space_->work().steps(), budget);
    auto nodes = within.nodes;
    if (search_.find_among(graph_.ticket(each), candidates_, within, nodes, best)) placed_.put(best);
  }
}

/// Tries once more, step by step, to place the tickets that are still left out.
void wave::regroup_left_out(std::vector<found_group>& made) {
  std::vector<ticket_ref> left_out;
  bool is_large = false;
  for (suit_graph::vertex each = 0; each < graph_.size(); ++each) {
    if (!placed_.is_left_out(each)) continue;
    auto ticket = graph_.ticket(each);
    left_out.push_back(ticket);
    is_large |= std::countr_zero(space_->signature_of(ticket).sizes) + 1 >= large_group;
  }
  if (left_out.empty()) return;
  auto nodes = regroup_nodes * std::min(graph_.size(), max_repaired_tickets);
  if (is_large) nodes = std::max(nodes, regroup_nodes_if_large * std::min(graph_.fresh(), packing::max_tickets));
  regroup(*space_, made, std::move(left_out), nodes);
}

void wave::withdraw(const std::vector<found_group>& made) {
  for (const auto& group : made)
    for (auto each : group.tickets) space_->withdraw(each);
}

}  // namespace moim
