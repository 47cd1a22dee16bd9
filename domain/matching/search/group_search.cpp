#include "domain/matching/search/group_search.hpp"

#include <algorithm>

namespace moim {

bool group_search::find(ticket_ref seed, const search_budget& budget, found_group& best) {
  ++space_->work().searches;
  auto comparisons = budget.comparisons;
  auto nodes = budget.nodes;
  neighbours_.clear();
  // A few candidates mostly make a group; if they do not, eight times as many are asked for.
  for (std::size_t wanted = budget.candidates;; wanted *= 8) {
    auto before = space_->work().steps();
    bool are_all = space_->gather(seed, wanted, comparisons, candidates_);
    auto gathering = space_->work().steps() - before;
    if (const auto* among = find_among_gathered(seed, budget, nodes, best)) {
      // If there is a choice and counting is cheap: search again, with each candidate's partners counted.
      bool is_choice = among->size() >= best.tickets.size();
      if (is_choice && gathering * among->size() <= budget.neighbour_steps) choose_again(seed, *among, budget, best);
      count_overtakes(seed, best);
      return true;
    }
    // Everybody who suits was looked at: there is no group.
    if (are_all && nodes > 0) return false;
    if (nodes == 0 || comparisons == 0) break;
  }
  ++space_->work().cuts;
  return false;
}

/// If there are more candidates than wanted, tries the scarcest of them first.
/// \return the candidates that hold the group; null: there is none
const std::vector<ticket_ref>* group_search::find_among_gathered(ticket_ref seed, const search_budget& budget,
                                                                 std::uint32_t& nodes, found_group& best) {
  if (candidates_.size() > budget.candidates) {
    choose_scarcest(budget.candidates);
    if (find_among(seed, scarcest_, budget, nodes, best)) return &scarcest_;
  }
  return find_among(seed, candidates_, budget, nodes, best) ? &candidates_ : nullptr;
}

bool group_search::find_among(ticket_ref seed, const std::vector<ticket_ref>& candidates, const search_budget& budget,
                              std::uint32_t& nodes, found_group& best) {
  best.tickets.clear();
  if (candidates.empty()) return false;
  descent_.begin(seed, candidates, neighbours_);
  return descent_.run(nodes, budget.choice_nodes, best);
}

/// Counting who suits each of the candidates takes longer than the search: it is done only where it decides something.
void group_search::choose_again(ticket_ref seed, const std::vector<ticket_ref>& candidates, const search_budget& budget,
                                found_group& best) {
  constexpr std::uint32_t enough = 8;
  constexpr std::uint32_t looked_at = 64;
  for (auto each : candidates) {
    auto comparisons = looked_at;
    space_->gather(each, enough, comparisons, near_);
    neighbours_.push_back(std::min(static_cast<std::uint32_t>(near_.size()), enough));
  }
  auto nodes = budget.nodes;
  find_among(seed, candidates, budget, nodes, best);
  neighbours_.clear();
}

/// Counts the candidates that were left although somebody younger was chosen.
void group_search::count_overtakes(ticket_ref seed, const found_group& chosen) {
  age_rank youngest = 0;
  for (auto each : chosen.tickets)
    if (each != seed) youngest = std::max(youngest, space_->age(each));
  for (auto each : candidates_) {
    if (space_->age(each) >= youngest) break;
    space_->work().overtakes += std::find(chosen.tickets.begin(), chosen.tickets.end(), each) == chosen.tickets.end();
  }
}

/// Keeps the `count` candidates that most need a place, in the order of age.
void group_search::choose_scarcest(std::size_t count) {
  auto worth_more = [this](ticket_ref a, ticket_ref b) {
    auto weight_a = weight_of(space_->signature_of(a), space_->terms());
    auto weight_b = weight_of(space_->signature_of(b), space_->terms());
    return weight_a != weight_b ? weight_a > weight_b : space_->older(a, b);
  };
  scarcest_ = candidates_;
  std::nth_element(scarcest_.begin(), scarcest_.begin() + static_cast<std::ptrdiff_t>(count), scarcest_.end(),
                   worth_more);
  scarcest_.resize(count);
  sort_by_age(scarcest_, *space_);
}

}  // namespace moim
