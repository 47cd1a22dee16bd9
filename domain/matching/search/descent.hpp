#pragma once

#include "domain/matching/search/found_group.hpp"
#include "domain/matching/search/search_space.hpp"

namespace moim {

/// Finds the best group around one ticket, the seed, among candidates: depth first, with the running intersection of
/// those who have joined. It ends when no group can be better, or when the nodes are spent.
class descent {
 public:
  explicit descent(search_space& space) : space_(&space) {}

  /// Takes the candidates, each of which suits the seed. The scarcest will be tried first.
  /// \param neighbours for each candidate how many tickets suit it; empty: nobody has counted them
  void begin(ticket_ref seed, const std::vector<ticket_ref>& candidates, const std::vector<std::uint32_t>& neighbours);
  /// Finds the best ready group that holds the seed; false if there is none.
  /// \param nodes how many groups may be tried; those that were tried are subtracted
  /// \param choice_nodes how many of them may look for a better group once there is one
  bool run(std::uint32_t& nodes, std::uint32_t choice_nodes, found_group& best);

 private:
  struct member {
    ticket_ref ref;
    std::int64_t weight;
    /// As the seed sees it (value_projection.hpp).
    const signature* sign;
  };

  void project(ticket_ref seed, const std::vector<ticket_ref>& candidates);
  void go_down(const running& so_far, std::size_t begin, std::size_t end);
  void join(const running& so_far, std::size_t joining, std::size_t end);
  void keep_those_who_may_follow(const running& so_far, const member& joined, std::size_t begin, std::size_t end);
  void consider(const running& so_far);
  bool is_worth_trying(const running& so_far, std::size_t begin, std::size_t end) const;
  bool can_get_better(const running& so_far, std::size_t begin, std::size_t end) const;
  bool sizes_can_be_reached(const running& so_far, std::size_t begin, std::size_t end) const;
  bool agrees(const group_outline& outline);

  bool has_group() const { return !best_->tickets.empty(); }
  bool may_try_another() const { return nodes_left_ > 0 && (!has_group() || choice_left_ > 0); }
  /// Charges for work that takes longer than a node, so that the bound is one of time.
  void spend(std::size_t nodes) {
    nodes_left_ -= static_cast<std::uint32_t>(std::min<std::size_t>(nodes_left_, nodes));
  }

  search_space* space_;
  /// The candidates of all levels, level after level.
  std::vector<member> stack_;
  /// The tickets that have joined; the seed is the first.
  std::vector<member> group_;
  std::int64_t value_ = 0;
  found_group* best_ = nullptr;
  std::uint32_t nodes_left_ = 0;
  std::uint32_t choice_left_ = 0;
  std::size_t projection_nodes_ = 0;
  std::vector<const profile*> profiles_;
  value_projection projection_;
  /// The signatures, with a bit for each of the seed's own values; empty if all values fit into the 64 bits.
  std::vector<signature> projected_;
};

}  // namespace moim
