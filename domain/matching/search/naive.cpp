#include "domain/matching/search/naive.hpp"

#include "domain/declare/expects.hpp"

#include <algorithm>
#include <bit>

namespace moim {
namespace {

using subset = std::uint32_t;

std::vector<const profile*> members(const std::vector<const profile*>& tickets, subset which) {
  std::vector<const profile*> group;
  for (std::size_t i = 0; i < tickets.size(); ++i)
    if (which >> i & 1) group.push_back(tickets[i]);
  return group;
}

std::uint32_t people_in(const std::vector<const profile*>& group) {
  std::uint32_t people = 0;
  for (const auto* each : group) people += each->people();
  return people;
}

}  // namespace

bool is_ready_group(const pool_kind& kind, std::span<const profile* const> group, time_ms now) {
  auto reached = agree(kind, group, now);
  if (!reached) return false;
  if (!kind.prefer || reached->people >= *kind.prefer) return true;
  return std::any_of(group.begin(), group.end(),
                     [&](const profile* each) { return now >= each->submitted_at + kind.patience_s * second_ms; });
}

std::vector<std::size_t> naive_ready_group(const pool_kind& kind, const std::vector<const profile*>& oldest_first,
                                           time_ms now) {
  expects(oldest_first.size() < 32);
  for (subset which = 1; which < subset{1} << oldest_first.size(); ++which) {
    if (std::popcount(which) < 2 || !is_ready_group(kind, members(oldest_first, which), now)) continue;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < oldest_first.size(); ++i)
      if (which >> i & 1) places.push_back(i);
    return places;
  }
  return {};
}

std::uint32_t naive_optimum(const pool_kind& kind, const std::vector<const profile*>& oldest_first, time_ms now) {
  expects(oldest_first.size() < 32);
  auto all = subset{1} << oldest_first.size();
  std::vector<std::vector<subset>> by_first(oldest_first.size());
  for (subset which = 1; which < all; ++which)
    if (std::popcount(which) >= 2 && is_ready_group(kind, members(oldest_first, which), now))
      by_first[static_cast<std::size_t>(std::countr_zero(which))].push_back(which);
  std::vector<std::uint32_t> best(all, 0);
  for (subset available = 1; available < all; ++available) {
    auto first = static_cast<std::size_t>(std::countr_zero(available));
    best[available] = best[available & (available - 1)];
    for (auto group : by_first[first])
      if ((group & ~available) == 0)
        best[available] = std::max(best[available], people_in(members(oldest_first, group)) + best[available & ~group]);
  }
  return best[all - 1];
}

}  // namespace moim
