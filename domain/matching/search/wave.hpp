#pragma once

#include "domain/matching/search/packing.hpp"

#include <unordered_map>

namespace moim {

/// Matches several tickets at once, and all that wait and suit them. Up to 40 that hang together are packed exactly;
/// more scarcest first, then repaired: a ticket that was left out dissolves up to four groups of its neighbours, which
/// are packed anew, exactly, together with it.
class wave {
 public:
  explicit wave(search_space& space) : space_(&space), search_(space), pack_(space) {}

  /// Takes the groups' tickets in `space`. Afterwards none of `fresh` that is left has a ready group, unless a search
  /// was cut short.
  void match(const std::vector<ticket_ref>& fresh, const search_budget& budget, std::vector<found_group>& groups);

 private:
  static constexpr std::uint32_t alone = ~0u;
  struct vertex {
    ticket_ref ref = 0;
    std::uint32_t group = alone;
    bool is_fresh = false;
    bool settled = false;
    std::vector<std::uint32_t> neighbours;
  };
  struct placed_group {
    std::vector<std::uint32_t> members;
    std::uint32_t people = 0;
    std::int64_t weight = 0;
  };

  void match_one(ticket_ref fresh, const search_budget& budget, std::vector<found_group>& groups);
  void match_bulk(const std::vector<ticket_ref>& fresh, const search_budget& budget, std::vector<found_group>& groups);

  void build_graph(const std::vector<ticket_ref>& fresh, const search_budget& budget);
  std::uint32_t vertex_of(ticket_ref ref);
  void settle_small_components();
  void place_scarcest_first(const search_budget& budget);
  void repair(const search_budget& budget);
  bool repair_around(std::uint32_t left_out, std::uint32_t turn);
  void put(const found_group& group);
  void dissolve(std::uint32_t group);
  void collect(std::vector<found_group>& groups);

  search_space* space_;
  group_search search_;
  packing pack_;
  std::vector<vertex> vertices_;
  std::vector<placed_group> placed_;
  /// Only looked up in, never iterated.
  std::unordered_map<ticket_ref, std::uint32_t> numbers_;
  std::vector<ticket_ref> scratch_;
};

}  // namespace moim
