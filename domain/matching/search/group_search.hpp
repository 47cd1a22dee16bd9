#pragma once

#include "domain/matching/search/search_space.hpp"

namespace moim {

/// A group that was found: all its tickets, the oldest first.
struct found_group {
  std::vector<ticket_ref> tickets;
  std::uint32_t people = 0;
  std::int64_t value = 0;
};

/// Finds the best group around one ticket: depth first with a running intersection.
class group_search {
 public:
  explicit group_search(search_space& space) : space_(&space) {}

  /// The best ready group that holds `seed`, or nothing. Counted in `space.work()`; a search that was cut short without
  /// a group counts as a cut.
  bool find(ticket_ref seed, const search_budget& budget, found_group& best);

  /// The same among these candidates only (each suits `seed`). False if there is none or `nodes` ran out; `nodes`
  /// tells.
  bool find_among(ticket_ref seed, std::vector<ticket_ref>& candidates, const search_budget& budget,
                  std::uint32_t& nodes, found_group& best);

 private:
  struct member {
    ticket_ref ref;
    std::int64_t weight;
    /// As the seed sees it (value_projection.hpp).
    const signature* sign;
  };

  void see_as(ticket_ref seed, const std::vector<ticket_ref>& candidates);
  void spend(std::size_t nodes) { *nodes_ -= static_cast<std::uint32_t>(std::min<std::size_t>(*nodes_, nodes)); }
  void descend(const running& so_far, std::size_t begin, std::size_t end);
  void consider(const running& so_far);
  void scarcest(std::size_t most);
  void choose_again(ticket_ref seed, std::vector<ticket_ref>& candidates, const search_budget& budget,
                    found_group& best);
  void count_overtakes(ticket_ref seed, const found_group& taken);
  bool agrees();
  bool can_get_better(const running& so_far, std::size_t begin, std::size_t end) const;

  search_space* space_;
  std::vector<ticket_ref> candidates_;
  std::vector<ticket_ref> chosen_;
  std::vector<ticket_ref> near_;
  /// For each candidate how many tickets suit it, if that was counted.
  std::vector<std::uint32_t> neighbours_;
  /// The candidates of all levels of the descent, one level behind the other.
  std::vector<member> stack_;
  std::vector<member> group_;
  std::vector<const profile*> profiles_;
  value_projection projection_;
  std::vector<signature> projected_;
  std::int64_t value_ = 0;
  std::uint32_t* nodes_ = nullptr;
  std::uint32_t choice_left_ = 0;
  found_group* best_ = nullptr;
};

}  // namespace moim
