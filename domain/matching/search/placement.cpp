#include "domain/matching/search/placement.hpp"

namespace moim {

void placement::begin(const suit_graph& graph) {
  graph_ = &graph;
  group_of_.assign(graph.size(), alone);
  settled_.assign(graph.size(), false);
  groups_.clear();
}

void placement::put(const found_group& group) {
  auto number = static_cast<group_number>(groups_.size());
  auto& placed = groups_.emplace_back();
  placed.people = group.people;
  for (auto ticket : group.tickets) {
    auto member = graph_->number_of(ticket);
    group_of_[member] = number;
    placed.members.push_back(member);
    placed.weight += weight_of(space_->signature_of(ticket), space_->terms());
  }
}

void placement::dissolve(group_number group) {
  for (auto member : groups_[group].members) group_of_[member] = alone;
  groups_[group] = {};
}

std::vector<found_group> placement::groups(bool settled) const {
  std::vector<found_group> found;
  for (const auto& placed : groups_) {
    if (placed.members.empty() || settled_[placed.members.front()] != settled) continue;
    auto& each = found.emplace_back();
    each.people = placed.people;
    for (auto member : placed.members) each.tickets.push_back(graph_->ticket(member));
    sort_by_age(each.tickets, *space_);
  }
  return found;
}

}  // namespace moim
