#pragma once

#include <algorithm>
#include <cstdint>

namespace moim {

/// What a decision costs, counted in steps: the same on every machine.
struct match_work {
  std::uint64_t searches = 0;
  /// Keys looked up.
  std::uint64_t probes = 0;
  /// Tickets looked at.
  std::uint64_t comparisons = 0;
  /// Groups, whole or in the making.
  std::uint64_t nodes = 0;
  /// Searches that gave up at a bound without having found a group: a ready group may have been left.
  std::uint64_t cuts = 0;
  /// Older tickets that suited, but were passed over for a younger one.
  std::uint64_t overtakes = 0;

  std::uint64_t steps() const { return probes + comparisons + nodes; }
  match_work& operator+=(const match_work& more) {
    searches += more.searches;
    probes += more.probes;
    comparisons += more.comparisons;
    nodes += more.nodes;
    cuts += more.cuts;
    overtakes += more.overtakes;
    return *this;
  }
  bool operator==(const match_work&) const = default;
};

/// The bounds of one ticket's search, and of what one decision does besides: in steps, never in time.
struct search_budget {
  std::uint32_t comparisons = 16'384;
  std::uint32_t nodes = 4'096;
  /// How many more nodes a search may visit for a better group once it has one.
  std::uint32_t choice_nodes = 128;
  /// How many candidates are looked at first; more are if these make no group.
  std::uint32_t candidates = 32;
  /// The most steps spent on counting which tickets suit the candidates of a search.
  std::uint32_t neighbour_steps = 1'024;
  /// Nodes for repairing a wave, per ticket.
  std::uint32_t repair_nodes = 700;
  /// The repair ends after so many turns without a better packing.
  std::uint32_t repair_turns_in_vain = 60;
  /// For so many tickets one decision brings about what time does to them; what else is due is left to the next.
  std::uint32_t due_tickets = 1'000;
};

/// After this many steps a decision has taken about a tenth of a second. Its later searches get small
/// budgets, so that nobody has to wait for long (P9).
inline constexpr std::uint64_t many_steps = 2'000'000;

/// The bounds of the next search in a decision that has taken `steps` already.
inline search_budget budget_after(std::uint64_t steps, const search_budget& budget) {
  if (steps < many_steps) return budget;
  auto made = budget;
  made.comparisons = std::min(made.comparisons, 1'024u);
  made.nodes = std::min(made.nodes, 128u);
  made.choice_nodes = std::min(made.choice_nodes, 16u);
  made.neighbour_steps = 0;
  return made;
}

}  // namespace moim
