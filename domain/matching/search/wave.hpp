#pragma once

#include "domain/matching/search/group_search.hpp"
#include "domain/matching/search/packing.hpp"
#include "domain/matching/search/placement.hpp"
#include "domain/matching/search/suit_graph.hpp"

namespace moim {

/// Matches fresh tickets and the waiting tickets that suit them. Connected parts of up to 40 are packed
/// exactly. In larger ones the scarcest are placed first; then groups are repaired and regrouped.
class wave {
 public:
  explicit wave(search_space& space) : space_(&space), search_(space), pack_(space), placed_(space) {}

  /// Adds the groups; their tickets are out of play in `space`. Afterwards none of `fresh` that is left has a ready
  /// group, unless a search was cut short.
  void match(const std::vector<ticket_ref>& fresh, const search_budget& budget, std::vector<found_group>& groups);

 private:
  bool match_one(ticket_ref fresh, const search_budget& budget, std::vector<found_group>& groups);
  void match_standing_start(const std::vector<ticket_ref>& fresh, const search_budget& budget,
                            std::vector<found_group>& groups);
  void match_together(const std::vector<ticket_ref>& fresh, const search_budget& budget,
                      std::vector<found_group>& groups);

  void pack_small_parts();
  void place_scarcest_first(const search_budget& budget);
  void regroup_left_out(std::vector<found_group>& made);
  void withdraw(const std::vector<found_group>& made);
  void measure_shares(const std::vector<ticket_ref>& fresh);

  search_space* space_;
  group_search search_;
  packing pack_;
  suit_graph graph_;
  placement placed_;
  std::vector<ticket_ref> candidates_;
};

}  // namespace moim
