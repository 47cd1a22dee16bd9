#pragma once

#include "domain/matching/search/packing.hpp"
#include "domain/matching/search/placement.hpp"

namespace moim {

/// Larger waves share the nodes by which so many tickets may be repaired: a wave is one decision, and all others wait
/// for it.
inline constexpr std::size_t max_repaired_tickets = 500;

/// Betters the groups of a wave. Around a ticket that was left out it dissolves a few groups of its neighbours and
/// packs their members anew, together with it; what weighs no less takes their place.
class wave_repair {
 public:
  wave_repair(search_space& space, const suit_graph& graph, placement& placed, packing& pack)
      : space_(space), graph_(graph), placed_(placed), pack_(pack) {}

  /// Goes round those who are left out until that has been in vain for a while, or the nodes are spent.
  void run(const search_budget& budget);

 private:
  using vertex = suit_graph::vertex;
  using group_number = placement::group_number;

  bool around(vertex left_out, std::uint32_t turn);
  void rank_groups_near(vertex left_out, std::uint32_t turn);
  void choose_groups();
  void add_left_out(vertex around);
  void add_alone(vertex of);
  void replace_chosen();

  search_space& space_;
  const suit_graph& graph_;
  placement& placed_;
  packing& pack_;
  /// The groups near a ticket and how many of their members suit it, the best to dissolve first.
  std::vector<std::pair<group_number, std::uint32_t>> near_;
  /// What is packed anew: these tickets, among them all of these groups.
  std::vector<ticket_ref> tickets_;
  std::vector<group_number> chosen_;
  std::int64_t weight_before_ = 0;
};

}  // namespace moim
