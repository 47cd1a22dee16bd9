#include "domain/matching/search/wave_repair.hpp"

#include <algorithm>

namespace moim {
namespace {

/// The most tickets to pack anew and groups to dissolve at once. So few can mostly be packed exactly.
constexpr std::size_t max_repacked_tickets = 14;
constexpr std::size_t max_dissolved_groups = 4;
constexpr packing::bounds repacking{.groups = 2'000, .enumeration_nodes = 4'000, .branch_steps = 20'000};

}  // namespace

void wave_repair::run(const search_budget& budget) {
  auto tickets = std::min(graph_.size(), max_repaired_tickets);
  auto limit = space_.work().nodes + std::uint64_t{budget.repair_nodes} * tickets;
  std::uint32_t in_vain = 0;
  for (std::uint32_t turn = 0; in_vain < budget.repair_turns_in_vain; ++turn) {
    bool is_any_left_out = false;
    bool is_better = false;
    for (vertex each = 0; each < graph_.size(); ++each) {
      if (!placed_.is_left_out(each)) continue;
      if (space_.work().nodes > limit) return;
      is_any_left_out = true;
      is_better |= around(each, turn);
    }
    if (!is_any_left_out) return;
    in_vain = is_better ? 0 : in_vain + 1;
  }
}

/// \return whether the groups weigh more than before
bool wave_repair::around(vertex left_out, std::uint32_t turn) {
  rank_groups_near(left_out, turn);
  tickets_.assign(1, graph_.ticket(left_out));
  choose_groups();
  add_left_out(left_out);
  if (tickets_.size() < 2) return false;
  // Another turn strays from the weights in another way, and so finds other groups.
  auto limits = repacking;
  limits.salt = turn * 0x10001 + left_out + 1;
  pack_.solve(tickets_, limits);
  auto weight = pack_.weight();
  // Equal weight is good enough: from different groups the next turn may get further.
  if (weight < weight_before_ || pack_.groups() == 0) return false;
  replace_chosen();
  return weight > weight_before_;
}

/// The first turn begins with the groups with the most members that suit the ticket, the others in any order.
void wave_repair::rank_groups_near(vertex left_out, std::uint32_t turn) {
  near_.clear();
  for (auto next : graph_.neighbours(left_out))
    if (!placed_.is_alone(next)) near_.push_back({placed_.group_of(next), 1});
  std::sort(near_.begin(), near_.end());
  // Each group once, with its count.
  std::size_t kept = 0;
  for (const auto& [group, count] : near_) {
    if (kept > 0 && near_[kept - 1].first == group)
      near_[kept - 1].second += count;
    else
      near_[kept++] = {group, count};
  }
  near_.resize(kept);
  auto salt = turn * 0x9e3779b9u + left_out;
  std::sort(near_.begin(), near_.end(), [salt, turn](const auto& a, const auto& b) {
    if (turn == 0 && a.second != b.second) return a.second > b.second;
    return mix64(a.first + salt) < mix64(b.first + salt);
  });
}

/// Chooses which nearby groups to dissolve: as many as fit.
void wave_repair::choose_groups() {
  chosen_.clear();
  weight_before_ = 0;
  for (const auto& [group, count] : near_) {
    if (chosen_.size() == max_dissolved_groups) return;
    const auto& members = placed_.members(group);
    if (tickets_.size() + members.size() > max_repacked_tickets) continue;
    for (auto member : members) tickets_.push_back(graph_.ticket(member));
    chosen_.push_back(group);
    weight_before_ += placed_.weight(group);
  }
}

/// Others that were left out may come in, too: those that suit this one, then those that suit whom it may displace.
void wave_repair::add_left_out(vertex around) {
  for (auto each : graph_.neighbours(around)) add_alone(each);
  for (auto group : chosen_)
    for (auto member : placed_.members(group))
      for (auto next : graph_.neighbours(member)) add_alone(next);
}

void wave_repair::add_alone(vertex of) {
  if (tickets_.size() >= max_repacked_tickets || !placed_.is_alone(of)) return;
  auto ticket = graph_.ticket(of);
  if (std::find(tickets_.begin(), tickets_.end(), ticket) == tickets_.end()) tickets_.push_back(ticket);
}

void wave_repair::replace_chosen() {
  for (auto group : chosen_) placed_.dissolve(group);
  for (std::size_t i = 0; i < pack_.groups(); ++i) placed_.put(pack_.group(i));
}

}  // namespace moim
