#include "domain/matching/search/wave.hpp"

#include <algorithm>
#include <numeric>

namespace moim {
namespace {

/// More arrive at once only as a standing start; then every group is found for itself.
constexpr std::size_t graph_tickets_most = 4'000;
/// The share that suits a ticket of a standing start is measured by so many others.
constexpr std::size_t bulk_sample = 24;
constexpr std::uint32_t branch_steps_of_a_part = 2'000'000;
/// Of the graph of who suits whom: each ticket's share of so many pairs, and at least some.
constexpr std::size_t pairs_most = 2'000'000;
constexpr std::size_t pairs_of_one_least = 500;

/// A decision that has taken so many steps has taken about a tenth of a second: all that is left is searched for what
/// lies near, so that nobody has to wait for long (P9).
constexpr std::uint64_t many_steps = 2'000'000;
search_budget budget_after(std::uint64_t steps, const search_budget& budget) {
  auto made = budget;
  if (steps < many_steps) return made;
  made.comparisons = std::min(made.comparisons, 1'024u);
  made.nodes = std::min(made.nodes, 128u);
  made.choice_nodes = std::min(made.choice_nodes, 16u);
  made.neighbour_steps = 0;
  return made;
}

}  // namespace

void wave::match(const std::vector<ticket_ref>& fresh, const search_budget& budget, std::vector<found_group>& groups) {
  if (fresh.size() == 1) return match_one(fresh.front(), budget, groups);
  if (fresh.size() > graph_tickets_most) return match_bulk(fresh, budget, groups);
  pack_.forget();
  build_graph(fresh, budget);
  settle_small_components();
  place_scarcest_first(budget);
  repair(budget);
  collect(groups);
  // What the repair has let go, and what the graph's bounds have kept from it.
  for (auto each : fresh)
    if (!space_->is_gone(each)) match_one(each, budget, groups);
}

void wave::match_one(ticket_ref fresh, const search_budget& budget, std::vector<found_group>& groups) {
  found_group best;
  if (!search_.find(fresh, budget_after(space_->work().steps(), budget), best)) return;
  for (auto each : best.tickets) space_->take(each);
  groups.push_back(std::move(best));
}

void wave::match_bulk(const std::vector<ticket_ref>& fresh, const search_budget& budget,
                      std::vector<found_group>& groups) {
  // Among so many any good group will do.
  auto each_budget = budget;
  each_budget.candidates = std::min(budget.candidates, 8u);
  each_budget.choice_nodes = std::min(budget.choice_nodes, 16u);
  each_budget.neighbour_steps = 0;
  auto& draft = space_->draft();
  for (std::size_t i = 0; i < fresh.size(); i += fresh.size() / bulk_sample + 1) draft.remember(space_->sign(fresh[i]));
  for (auto each : fresh)
    if (is_draft(each)) draft.measure_share(slot_of(each));
  auto order = fresh;
  std::stable_sort(order.begin(), order.end(),
                   [this](ticket_ref a, ticket_ref b) { return space_->sign(a).share < space_->sign(b).share; });
  for (auto each : order) {
    if (space_->is_gone(each)) continue;
    auto before = groups.size();
    match_one(each, each_budget, groups);
    if (groups.size() == before) continue;
    // Out of the lists, which would else be read past the same taken tickets again and again.
    for (auto taken : groups.back().tickets)
      if (is_draft(taken)) space_->draft().unfile(slot_of(taken));
  }
}

std::uint32_t wave::vertex_of(ticket_ref ref) {
  auto [found, is_new] = numbers_.try_emplace(ref, static_cast<std::uint32_t>(vertices_.size()));
  if (is_new) {
    vertices_.emplace_back();
    vertices_.back().ref = ref;
  }
  return found->second;
}

void wave::build_graph(const std::vector<ticket_ref>& fresh, const search_budget& budget) {
  vertices_.clear();
  placed_.clear();
  numbers_.clear();
  for (auto each : fresh) vertices_[vertex_of(each)].is_fresh = true;
  auto neighbours_most =
      std::min<std::size_t>(budget.comparisons, std::max(pairs_of_one_least, pairs_most / fresh.size()));
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    auto comparisons = budget_after(space_->work().steps(), budget).comparisons;
    space_->gather(fresh[i], neighbours_most, comparisons, scratch_);
    for (auto other : scratch_) {
      auto number = vertex_of(other);
      vertices_[i].neighbours.push_back(number);
      if (!vertices_[number].is_fresh) vertices_[number].neighbours.push_back(static_cast<std::uint32_t>(i));
    }
  }
  // In a wave the share of tickets that suit is known, not guessed from those that came before.
  for (const auto& each : vertices_)
    if (is_draft(each.ref))
      space_->draft().set_share(slot_of(each.ref), share_of(each.neighbours.size(), vertices_.size()));
}

void wave::settle_small_components() {
  std::vector<bool> seen(vertices_.size(), false);
  std::vector<std::uint32_t> part;
  for (std::uint32_t start = 0; start < vertices_.size(); ++start) {
    if (seen[start]) continue;
    part.assign(1, start);
    seen[start] = true;
    for (std::size_t i = 0; i < part.size(); ++i)
      for (auto next : vertices_[part[i]].neighbours)
        if (!seen[next]) {
          seen[next] = true;
          part.push_back(next);
        }
    if (part.size() > packing::tickets_most) continue;
    scratch_.clear();
    for (auto each : part) scratch_.push_back(vertices_[each].ref);
    bool optimal = pack_.solve(scratch_, {.branch_steps = branch_steps_of_a_part});
    for (std::size_t i = 0; i < pack_.groups(); ++i) put(pack_.group(i));
    for (auto each : part) vertices_[each].settled = optimal;
  }
}

void wave::place_scarcest_first(const search_budget& budget) {
  std::vector<std::uint32_t> order(vertices_.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) {
    return vertices_[a].neighbours.size() < vertices_[b].neighbours.size();
  });
  found_group best;
  for (auto number : order) {
    auto& each = vertices_[number];
    if (each.settled || !each.is_fresh || each.group != alone) continue;
    scratch_.clear();
    for (auto other : each.neighbours)
      if (vertices_[other].group == alone) scratch_.push_back(vertices_[other].ref);
    auto within = budget_after(space_->work().steps(), budget);
    auto nodes = within.nodes;
    if (search_.find_among(each.ref, scratch_, within, nodes, best)) put(best);
  }
}

void wave::put(const found_group& group) {
  auto number = static_cast<std::uint32_t>(placed_.size());
  placed_.emplace_back();
  placed_.back().people = group.people;
  for (auto ref : group.tickets) {
    auto member = numbers_.find(ref)->second;
    vertices_[member].group = number;
    placed_.back().members.push_back(member);
    placed_.back().weight += weight_of(space_->sign(ref), space_->terms());
  }
}

void wave::dissolve(std::uint32_t group) {
  for (auto member : placed_[group].members) vertices_[member].group = alone;
  placed_[group] = {};
}

}  // namespace moim
