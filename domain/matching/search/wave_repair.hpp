#pragma once

#include "domain/matching/search/packing.hpp"
#include "domain/matching/search/placement.hpp"

namespace moim {

/// A wave gets repair nodes for at most this many tickets; a larger wave has to share them. A wave is one
/// decision, and all other requests wait for it.
inline constexpr std::size_t max_repaired_tickets = 500;

/// Improves the groups of a wave. For a left-out ticket it dissolves a few neighbouring groups and packs
/// their members anew, together with that ticket. The new groups replace the old ones if they weigh no less.
class wave_repair {
 public:
  wave_repair(search_space& space, const suit_graph& graph, placement& placed, packing& pack)
      : space_(space), graph_(graph), placed_(placed), pack_(pack) {}

  /// Visits the left-out tickets again and again, until many rounds in a row gain nothing or the nodes are spent.
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
  /// The tickets to pack anew. They include all members of the groups in `chosen_`.
  std::vector<ticket_ref> tickets_;
  std::vector<group_number> chosen_;
  std::int64_t weight_before_ = 0;
};

}  // namespace moim
