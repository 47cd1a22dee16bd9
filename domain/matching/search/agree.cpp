#include "domain/matching/search/agree.hpp"

#include "domain/declare/expects.hpp"
#include "domain/matching/search/window_overlap.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace moim {
namespace {

using group_view = std::span<const profile* const>;

bool people_suit(const pool_kind& kind, group_view group, std::uint32_t& people) {
  if (group.size() < std::max(kind.least_tickets, 2u)) return false;
  size_set sizes = ~size_set{0};
  people = 0;
  for (const auto* each : group) {
    sizes &= each->sizes;
    people += each->people();
  }
  return (sizes & size_of(people)) != 0;
}

bool nobody_twice(group_view group) {
  for (std::size_t i = 0; i < group.size(); ++i)
    for (std::size_t j = i + 1; j < group.size(); ++j)
      for (const auto& user : group[i]->users())
        if (std::find(group[j]->users().begin(), group[j]->users().end(), user) != group[j]->users().end())
          return false;
  return true;
}

bool nobody_blocked(group_view group, time_ms now) {
  for (std::size_t i = 0; i < group.size(); ++i)
    for (std::size_t j = i + 1; j < group.size(); ++j)
      if (are_blocked(*group[i], *group[j], now)) return false;
  return true;
}

bool has(std::span<const coded_value> values, coded_value value) {
  // Compare with the whole list: it is short, and the comparisons run side by side.
  bool found = false;
  for (auto each : values) found |= each == value;
  return found;
}

/// The oldest ticket's first value that is in all lists.
bool settle_value(group_view group, std::uint8_t criterion, agreement& into) {
  std::span<const coded_value> first;
  for (const auto* each : group) {
    first = values_of(*each, criterion);
    if (!first.empty()) break;
  }
  if (first.empty()) return true;
  for (auto value : first) {
    bool in_all = std::all_of(group.begin(), group.end(), [&](const profile* each) {
      auto values = values_of(*each, criterion);
      return values.empty() || has(values, value);
    });
    if (!in_all) continue;
    into.values.push_back(value);
    return true;
  }
  return false;
}

bool settle_window(group_view group, std::uint8_t criterion, time_ms from, agreement& into) {
  window_overlap windows{group, criterion, from};
  if (!windows.is_asked()) return true;
  auto first = windows.first();
  if (!first) return false;
  into.windows.push_back({criterion, first->from_ms, first->to_ms});
  return true;
}

bool spread_holds(group_view group, std::uint8_t criterion) {
  auto low = std::numeric_limits<std::int64_t>::max();
  auto high = std::numeric_limits<std::int64_t>::min();
  auto limit = std::numeric_limits<std::int64_t>::max();
  bool named = false;
  for (const auto* each : group)
    for (const auto& ask : each->spreads()) {
      if (ask.criterion != criterion) continue;
      named = true;
      low = std::min(low, ask.low);
      high = std::max(high, ask.high);
      limit = std::min(limit, ask.limit);
    }
  return !named || high - low <= limit;
}

double rounded(double degrees) { return std::round(degrees * 1e6) / 1e6; }

/// The discs of a group by one criterion.
struct disc_list {
  std::array<disc, max_group_people> discs;
  std::size_t count = 0;

  disc_list(group_view group, std::uint8_t criterion) {
    for (const auto* each : group)
      for (const auto& ask : each->radii())
        if (ask.criterion == criterion) {
          expects(count < discs.size());
          discs[count++] = ask.area;
        }
  }
  std::optional<direction> meeting_point() const { return moim::meeting_point(std::span{discs.data(), count}); }
};

bool settle_point(group_view group, std::uint8_t criterion, agreement& into) {
  disc_list discs{group, criterion};
  if (discs.count == 0) return true;
  auto point = discs.meeting_point();
  if (!point) return false;
  into.points.push_back({criterion, rounded(latitude_of(*point)), rounded(longitude_of(*point))});
  return true;
}

bool settle(const pool_kind& kind, group_view group, std::uint8_t criterion, time_ms now, agreement& into) {
  switch (kind.criteria[criterion].type) {
    case criterion_type::any_of:
    case criterion_type::equal:
      return settle_value(group, criterion, into);
    case criterion_type::window:
      return settle_window(group, criterion, now + kind.notice_s * second_ms, into);
    case criterion_type::spread:
      return spread_holds(group, criterion);
    case criterion_type::radius:
      return settle_point(group, criterion, into);
  }
  return false;
}

}  // namespace

std::optional<agreement> agree(const pool_kind& kind, group_view group, time_ms now) {
  agreement reached;
  if (!people_suit(kind, group, reached.people) || !nobody_twice(group) || !nobody_blocked(group, now))
    return std::nullopt;
  for (std::size_t criterion = 0; criterion < kind.criteria.size(); ++criterion)
    if (!settle(kind, group, static_cast<std::uint8_t>(criterion), now, reached)) return std::nullopt;
  return reached;
}

std::uint32_t agree_steps(group_view group) {
  std::size_t values = 0;
  std::size_t windows = 0;
  std::size_t blocks = 0;
  std::size_t people = 0;
  for (const auto* each : group) {
    values += each->values().size();
    windows += each->windows().size();
    blocks += each->blocks().size();
    people += each->users().size();
  }
  constexpr std::size_t at_least = 4;
  constexpr std::size_t read_in_a_step = 16;
  // A list's values are looked for in all others, windows meet parts of windows, blocks meet people.
  auto read = values + 8 * windows + blocks * people;
  return static_cast<std::uint32_t>(at_least + group.size() / 4 + read / read_in_a_step);
}

bool discs_meet(const pool_kind& kind, group_view group) {
  for (std::size_t criterion = 0; criterion < kind.criteria.size(); ++criterion) {
    if (kind.criteria[criterion].type != criterion_type::radius) continue;
    disc_list discs{group, static_cast<std::uint8_t>(criterion)};
    if (discs.count > 1 && !discs.meeting_point()) return false;
  }
  return true;
}

}  // namespace moim
