#pragma once

#include "domain/matching/search/descent.hpp"

namespace moim {

/// Finds the best group around one ticket in the pool and the draft.
class group_search {
 public:
  explicit group_search(search_space& space) : space_(&space), descent_(space) {}

  /// The best ready group that holds `seed`, or none. `space.work()` counts the steps; a search that met a bound
  /// without a group counts as a cut.
  bool find(ticket_ref seed, const search_budget& budget, found_group& best);

  /// The same among these candidates only (each suits `seed`). False if there is none or the nodes ran out, which
  /// `nodes` tells apart.
  bool find_among(ticket_ref seed, const std::vector<ticket_ref>& candidates, const search_budget& budget,
                  std::uint32_t& nodes, found_group& best);

 private:
  const std::vector<ticket_ref>* find_among_gathered(ticket_ref seed, const search_budget& budget, std::uint32_t& nodes,
                                                     found_group& best);
  void choose_scarcest(std::size_t count);
  void choose_again(ticket_ref seed, const std::vector<ticket_ref>& candidates, const search_budget& budget,
                    found_group& best);
  void count_overtakes(ticket_ref seed, const found_group& chosen);

  search_space* space_;
  descent descent_;
  std::vector<ticket_ref> candidates_;
  std::vector<ticket_ref> scarcest_;
  std::vector<ticket_ref> near_;
  /// How many tickets suit each candidate, if that was counted.
  std::vector<std::uint32_t> neighbours_;
};

}  // namespace moim
