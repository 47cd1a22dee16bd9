#pragma once

#include "domain/matching/search/search_space.hpp"

#include <unordered_map>
#include <utility>
#include <vector>

namespace moim {

/// Which tickets of a wave suit each other: the fresh ones, and the waiting ones that suit a fresh one. Each is a
/// numbered vertex; the fresh ones come first, in their order.
class suit_graph {
 public:
  using vertex = std::uint32_t;

  void build(search_space& space, const std::vector<ticket_ref>& fresh, const search_budget& budget);

  std::size_t size() const { return tickets_.size(); }
  /// How many of the tickets are fresh; they come first.
  std::size_t fresh() const { return fresh_; }
  ticket_ref ticket(vertex of) const { return tickets_[of]; }
  /// The number of a ticket that is in the graph.
  vertex number_of(ticket_ref ticket) const;
  const std::vector<vertex>& neighbours(vertex of) const { return neighbours_[of]; }
  /// Calls `visit(vertices)` for each connected part of the graph.
  template <class Visitor>
  void for_each_part(Visitor&& visit) const {
    std::vector<bool> seen(size(), false);
    std::vector<vertex> part;
    for (vertex start = 0; start < size(); ++start) {
      if (seen[start]) continue;
      gather_part(start, seen, part);
      visit(std::as_const(part));
    }
  }

 private:
  vertex add(ticket_ref ticket);
  void gather_part(vertex start, std::vector<bool>& seen, std::vector<vertex>& part) const;
  void connect(search_space& space, vertex fresh, std::size_t max_neighbours, std::uint32_t comparisons);

  std::vector<ticket_ref> tickets_;
  std::vector<std::vector<vertex>> neighbours_;
  std::size_t fresh_ = 0;
  /// For look-ups only; never iterated.
  std::unordered_map<ticket_ref, vertex> numbers_;
  std::vector<ticket_ref> found_;
};

}  // namespace moim
