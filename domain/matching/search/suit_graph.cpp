#include "domain/matching/search/suit_graph.hpp"

#include "domain/declare/expects.hpp"

#include <algorithm>

namespace moim {
namespace {

/// The most pairs of a wave, shared among its fresh tickets, and the fewest that each of them may have.
constexpr std::size_t max_pairs = 2'000'000;
constexpr std::size_t min_pairs_of_one = 500;

}  // namespace

void suit_graph::build(search_space& space, const std::vector<ticket_ref>& fresh, const search_budget& budget) {
  tickets_.clear();
  neighbours_.clear();
  numbers_.clear();
  for (auto each : fresh) add(each);
  fresh_ = tickets_.size();
  auto max_neighbours = std::min<std::size_t>(budget.comparisons, std::max(min_pairs_of_one, max_pairs / fresh.size()));
  for (vertex each = 0; each < fresh_; ++each)
    connect(space, each, max_neighbours, budget_after(space.work().steps(), budget).comparisons);
  // In a wave the share of tickets that suit is known, not guessed from those that came before.
  for (vertex each = 0; each < size(); ++each)
    if (is_draft(tickets_[each]))
      space.draft().set_share(slot_of(tickets_[each]), share_of(neighbours_[each].size(), size()));
}

suit_graph::vertex suit_graph::number_of(ticket_ref ticket) const {
  auto found = numbers_.find(ticket);
  expects(found != numbers_.end());
  return found->second;
}

suit_graph::vertex suit_graph::add(ticket_ref ticket) {
  auto [found, is_new] = numbers_.try_emplace(ticket, static_cast<vertex>(tickets_.size()));
  if (is_new) {
    tickets_.push_back(ticket);
    neighbours_.emplace_back();
  }
  return found->second;
}

void suit_graph::connect(search_space& space, vertex fresh, std::size_t max_neighbours, std::uint32_t comparisons) {
  space.gather(tickets_[fresh], max_neighbours, comparisons, found_);
  for (auto ticket : found_) {
    auto other = add(ticket);
    neighbours_[fresh].push_back(other);
    // Another fresh ticket finds this one by itself.
    if (other >= fresh_) neighbours_[other].push_back(fresh);
  }
}

void suit_graph::gather_part(vertex start, std::vector<bool>& seen, std::vector<vertex>& part) const {
  part.assign(1, start);
  seen[start] = true;
  for (std::size_t i = 0; i < part.size(); ++i)
    for (auto next : neighbours_[part[i]])
      if (!seen[next]) {
        seen[next] = true;
        part.push_back(next);
      }
}

}  // namespace moim
