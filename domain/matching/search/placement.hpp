#pragma once

#include "domain/matching/search/found_group.hpp"
#include "domain/matching/search/suit_graph.hpp"

namespace moim {

/// Which tickets of a wave are in which group: disjoint groups that are made and dissolved again.
class placement {
 public:
  using vertex = suit_graph::vertex;
  using group_number = std::uint32_t;
  static constexpr group_number alone = ~group_number{0};

  explicit placement(search_space& space) : space_(&space) {}
  /// Nobody is in a group.
  void begin(const suit_graph& graph);

  group_number group_of(vertex of) const { return group_of_[of]; }
  bool is_alone(vertex of) const { return group_of_[of] == alone; }
  const std::vector<vertex>& members(group_number group) const { return groups_[group].members; }
  /// The total weight of the members.
  std::int64_t weight(group_number group) const { return groups_[group].weight; }
  /// Whether the ticket cannot do better: its whole connected part was packed optimally.
  bool is_settled(vertex of) const { return settled_[of]; }
  /// Whether the ticket is alone, others suit it, and its part was not packed optimally.
  bool is_left_out(vertex of) const { return is_alone(of) && !is_settled(of) && !graph_->neighbours(of).empty(); }

  void put(const found_group& group);
  void dissolve(group_number group);
  void settle(vertex of) { settled_[of] = true; }

  /// The groups whose members are settled, or the other ones.
  std::vector<found_group> groups(bool settled) const;

 private:
  struct placed_group {
    std::vector<vertex> members;
    std::uint32_t people = 0;
    std::int64_t weight = 0;
  };

  search_space* space_;
  const suit_graph* graph_ = nullptr;
  std::vector<group_number> group_of_;
  std::vector<bool> settled_;
  std::vector<placed_group> groups_;
};

}  // namespace moim
