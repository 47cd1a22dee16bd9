#include "domain/matching/search/regrouping.hpp"
#include "domain/matching/search/wave.hpp"

#include <algorithm>
#include <bit>

/// The second half of a wave: who was left out is tried again.
namespace moim {
namespace {

/// Groups of so many people are too large to be packed anew a few at a time.
constexpr int large_group = 5;
/// Per ticket of a wave: after so many nodes in vain it is regrouped no more.
constexpr std::uint64_t regroup_nodes = 250;
/// Per fresh ticket, up to as many as may be packed exactly, at least so many for large groups: only that betters them.
constexpr std::uint64_t regroup_nodes_if_large = 8'000;
/// Larger waves share what so many tickets may be repaired by: a wave is one decision, for which all others wait.
constexpr std::size_t repaired_most = 500;

}  // namespace

void wave::repair(const search_budget& budget) {
  auto limit = space_->work().nodes + std::uint64_t{budget.repair_nodes} * std::min(vertices_.size(), repaired_most);
  std::uint32_t in_vain = 0;
  for (std::uint32_t turn = 0; in_vain < budget.repair_turns_in_vain; ++turn) {
    bool any = false;
    bool better = false;
    for (std::uint32_t i = 0; i < vertices_.size(); ++i) {
      const auto& each = vertices_[i];
      if (each.settled || each.group != alone || each.neighbours.empty()) continue;
      if (space_->work().nodes > limit) return;
      any = true;
      better |= repair_around(i, turn);
    }
    if (!any) return;
    in_vain = better ? 0 : in_vain + 1;
  }
}

bool wave::repair_around(std::uint32_t left_out, std::uint32_t turn) {
  constexpr std::size_t tickets_most = 14;
  constexpr std::size_t groups_most = 4;
  // The groups with the most members that suit it; another turn begins with others.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> shares;
  std::vector<std::uint32_t> free;
  for (auto next : vertices_[left_out].neighbours) {
    auto group = vertices_[next].group;
    if (group == alone)
      free.push_back(next);
    else
      shares.push_back({group, 1});
  }
  std::sort(shares.begin(), shares.end());
  std::size_t kept = 0;
  for (const auto& [group, count] : shares) {
    if (kept > 0 && shares[kept - 1].first == group)
      shares[kept - 1].second += count;
    else
      shares[kept++] = {group, count};
  }
  shares.resize(kept);
  auto salt = turn * 0x9e3779b9u + left_out;
  std::sort(shares.begin(), shares.end(), [salt, turn](const auto& a, const auto& b) {
    if (turn == 0 && a.second != b.second) return a.second > b.second;
    return mix64(a.first + salt) < mix64(b.first + salt);
  });
  scratch_.assign(1, vertices_[left_out].ref);
  std::vector<std::uint32_t> dissolved;
  std::int64_t weight_before = 0;
  for (const auto& [group, count] : shares) {
    if (dissolved.size() == groups_most) break;
    const auto& placed = placed_[group];
    if (scratch_.size() + placed.members.size() > tickets_most) continue;
    for (auto member : placed.members) scratch_.push_back(vertices_[member].ref);
    dissolved.push_back(group);
    weight_before += placed.weight;
  }
  // Others that were left out may come in, too: those that suit this one, then those that suit whom it may displace.
  auto add_free = [&](std::uint32_t number) {
    auto ref = vertices_[number].ref;
    if (scratch_.size() < tickets_most && vertices_[number].group == alone &&
        std::find(scratch_.begin(), scratch_.end(), ref) == scratch_.end())
      scratch_.push_back(ref);
  };
  for (auto each : free) add_free(each);
  for (auto group : dissolved)
    for (auto member : placed_[group].members)
      for (auto next : vertices_[member].neighbours) add_free(next);
  if (scratch_.size() < 2) return false;
  pack_.solve(
      scratch_,
      {.groups = 2'000, .enumeration_nodes = 4'000, .branch_steps = 20'000, .salt = turn * 0x10001 + left_out + 1});
  auto weight = pack_.weight();
  if (weight < weight_before || pack_.groups() == 0) return false;
  for (auto group : dissolved) dissolve(group);
  for (std::size_t i = 0; i < pack_.groups(); ++i) put(pack_.group(i));
  return weight > weight_before;
}

/// What is left out after all that is tried once more, step by step.
void wave::collect(std::vector<found_group>& groups) {
  std::vector<found_group> made;
  std::vector<found_group> settled;
  for (const auto& placed : placed_) {
    if (placed.members.empty()) continue;
    auto& each = (vertices_[placed.members.front()].settled ? settled : made).emplace_back();
    each.people = placed.people;
    for (auto member : placed.members) each.tickets.push_back(vertices_[member].ref);
    std::sort(each.tickets.begin(), each.tickets.end(),
              [this](ticket_ref a, ticket_ref b) { return space_->older(a, b); });
  }
  std::vector<ticket_ref> left_out;
  bool large = false;
  std::size_t fresh = 0;
  for (const auto& each : vertices_) {
    fresh += each.is_fresh;
    if (each.settled || each.group != alone || each.neighbours.empty()) continue;
    left_out.push_back(each.ref);
    large |= std::countr_zero(space_->sign(each.ref).sizes) + 1 >= large_group;
  }
  auto nodes = regroup_nodes * std::min(vertices_.size(), repaired_most);
  if (large) nodes = std::max(nodes, regroup_nodes_if_large * std::min(fresh, packing::tickets_most));
  if (!left_out.empty()) regroup(*space_, made, std::move(left_out), nodes);
  std::move(settled.begin(), settled.end(), std::back_inserter(made));
  for (auto& each : made) {
    for (auto member : each.tickets) space_->take(member);
    groups.push_back(std::move(each));
  }
}

}  // namespace moim
