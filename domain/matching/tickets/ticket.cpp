#include "domain/matching/tickets/ticket.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace moim {
namespace {

/// Half of the Earth's circumference: a larger radius says no more.
constexpr double max_radius_m = 20'040'000;
/// Far from where sums of numbers overflow.
constexpr std::int64_t max_number = std::int64_t{1} << 60;

using verdict = std::optional<error>;

error refuse(errc code, const pool_kind& kind, std::uint8_t criterion, const char* why) {
  auto name = criterion < kind.criteria.size() ? kind.criteria[criterion].key : std::string{};
  return {code, "`" + name + "`: " + why, std::nullopt};
}

constexpr auto of_another_type = "it is of another type.";
constexpr auto nothing_listed = "an empty list suits nobody; leave it out to accept anything.";

bool is_type(const pool_kind& kind, std::uint8_t criterion, criterion_type type) {
  return criterion < kind.criteria.size() && kind.criteria[criterion].type == type;
}

template <class Wish>
bool named_twice(const std::vector<Wish>& wishes) {
  std::uint32_t seen = 0;
  for (const auto& each : wishes) {
    if ((seen >> each.criterion) & 1) return true;
    seen |= 1u << each.criterion;
  }
  return false;
}

/// Doubles taken out, the first of each kept in its place.
void make_unique(std::vector<std::string>& values) {
  std::set<std::string> seen;
  std::erase_if(values, [&](const std::string& value) { return !seen.insert(value).second; });
}

verdict check_sets(const pool_kind& kind, std::vector<set_wish>& sets) {
  for (auto& wish : sets) {
    bool equal = is_type(kind, wish.criterion, criterion_type::equal);
    if (!equal && !is_type(kind, wish.criterion, criterion_type::any_of))
      return refuse(errc::criterion_invalid, kind, wish.criterion, of_another_type);
    make_unique(wish.values);
    if (wish.values.size() > max_values)
      return refuse(errc::too_many_values, kind, wish.criterion, "at most 64 values.");
    if (equal && wish.values.size() > 1)
      return refuse(errc::criterion_invalid, kind, wish.criterion, "one value, for all have to give the same.");
    if (wish.values.empty() && !kind.criteria[wish.criterion].empty_is_all)
      return refuse(errc::empty_list, kind, wish.criterion, nothing_listed);
  }
  return std::nullopt;
}

verdict check_windows(const pool_kind& kind, const std::vector<window_wish>& wishes) {
  for (const auto& wish : wishes) {
    if (!is_type(kind, wish.criterion, criterion_type::window))
      return refuse(errc::criterion_invalid, kind, wish.criterion, of_another_type);
    if (wish.windows.size() > max_windows)
      return refuse(errc::too_many_windows, kind, wish.criterion, "at most 8 windows.");
    if (wish.windows.empty() && !kind.criteria[wish.criterion].empty_is_all)
      return refuse(errc::empty_list, kind, wish.criterion, nothing_listed);
    for (const auto& window : wish.windows) {
      if (window.from_ms < -max_number || window.to_ms > max_number || window.from_ms >= window.to_ms)
        return refuse(errc::criterion_invalid, kind, wish.criterion, "from_ms has to be before to_ms.");
      if (window.least_ms < 0 || window.to_ms - window.from_ms < window.least_ms)
        return refuse(errc::criterion_invalid, kind, wish.criterion,
                      "least_ms has to be from 0 to as long as the window is.");
    }
  }
  return std::nullopt;
}

verdict check_spreads(const pool_kind& kind, const std::vector<spread_wish>& wishes) {
  for (const auto& wish : wishes) {
    if (!is_type(kind, wish.criterion, criterion_type::spread))
      return refuse(errc::criterion_invalid, kind, wish.criterion, of_another_type);
    if (wish.values.empty()) return refuse(errc::empty_list, kind, wish.criterion, nothing_listed);
    if (wish.values.size() > max_values)
      return refuse(errc::too_many_values, kind, wish.criterion, "at most 64 values.");
    auto [low, high] = std::minmax_element(wish.values.begin(), wish.values.end());
    if (*low < -max_number || *high > max_number || (wish.limit && *wish.limit < 0))
      return refuse(errc::criterion_invalid, kind, wish.criterion, "its numbers are out of range.");
    // A party that its own limit keeps apart could never be matched.
    if (wish.limit && *high - *low > *wish.limit)
      return refuse(errc::criterion_invalid, kind, wish.criterion, "its own values differ by more than its limit.");
  }
  return std::nullopt;
}

verdict check_radii(const pool_kind& kind, const std::vector<radius_wish>& wishes) {
  for (const auto& wish : wishes) {
    bool on_earth = std::isfinite(wish.lat) && std::isfinite(wish.lon) && std::abs(wish.lat) <= 90 &&
                    std::abs(wish.lon) <= 180 && wish.radius_m >= 0 && wish.radius_m <= max_radius_m;
    if (!is_type(kind, wish.criterion, criterion_type::radius))
      return refuse(errc::criterion_invalid, kind, wish.criterion, of_another_type);
    if (!on_earth)
      return refuse(errc::criterion_invalid, kind, wish.criterion,
                    "lat is from -90 to 90, lon from -180 to 180, radius_m from 0 to 20040000.");
  }
  return std::nullopt;
}

verdict check_wishes(const pool_kind& kind, ticket_wishes& wishes, bool keeps_empty) {
  if (auto no = check_sets(kind, wishes.sets)) return no;
  if (auto no = check_windows(kind, wishes.windows)) return no;
  if (auto no = check_spreads(kind, wishes.spreads)) return no;
  if (auto no = check_radii(kind, wishes.radii)) return no;
  if (named_twice(wishes.sets) || named_twice(wishes.windows) || named_twice(wishes.spreads) ||
      named_twice(wishes.radii))
    return error{errc::criterion_invalid, "named twice", std::nullopt};
  if (keeps_empty) return std::nullopt;
  std::erase_if(wishes.sets, [](const set_wish& wish) { return wish.values.empty(); });
  std::erase_if(wishes.windows, [](const window_wish& wish) { return wish.windows.empty(); });
  return std::nullopt;
}

error no_size(const pool_kind& kind) {
  return {errc::size_out_of_range,
          "a group here has " + std::to_string(kind.min_people) + " to " + std::to_string(kind.max_people) + " people",
          std::nullopt};
}

/// Sizes that the kind's rooms do not have are left out; a step that changes them has to leave some.
verdict fit_sizes(const pool_kind& kind, ticket& from) {
  auto allowed = sizes_between(kind.min_people, kind.max_people);
  from.sizes &= allowed;
  if (from.sizes == 0) return no_size(kind);
  for (auto& step : from.relax) {
    if (step.sizes == 0) continue;
    step.sizes &= allowed;
    if (step.sizes == 0) return no_size(kind);
  }
  return std::nullopt;
}

/// Whether no size that it accepts leaves room for anybody beside the party.
bool fills_group(const ticket& from) { return from.sizes >> from.users.size() == 0; }

verdict check_people(const pool_kind& kind, ticket& from) {
  auto sorted = from.users;
  std::sort(sorted.begin(), sorted.end());
  bool twice = std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end();
  if (sorted.empty() || sorted.size() >= max_group_people || twice) return error{errc::party_invalid, {}, {}};
  if (from.sizes == 0) return no_size(kind);
  // First report what the party's own sizes rule out, then what the kind's sizes rule out.
  if (fills_group(from)) return error{errc::party_fills_group, {}, {}};
  if (auto no = fit_sizes(kind, from)) return no;
  if (fills_group(from)) return error{errc::party_fills_group, {}, {}};
  if (from.not_with.size() > max_blocks) return error{errc::too_many_blocks, {}, {}};
  return std::nullopt;
}

template <class Wish>
void replace_wishes(std::vector<Wish>& wishes, const std::vector<Wish>& step) {
  for (const auto& each : step) {
    std::erase_if(wishes, [&](const Wish& wish) { return wish.criterion == each.criterion; });
    wishes.push_back(each);
  }
}

}  // namespace

size_set sizes_between(std::uint32_t min, std::uint32_t max) {
  size_set sizes = 0;
  for (auto people = std::max(min, 1u); people <= std::min(max, max_group_people); ++people) sizes |= size_of(people);
  return sizes;
}

result<ticket> checked_ticket(const pool_kind& kind, ticket from) {
  if (auto no = check_people(kind, from)) return tl::unexpected{*no};
  if (auto no = check_wishes(kind, from.wishes, false)) return tl::unexpected{*no};
  if (from.relax.size() > max_relax_steps) return fail(errc::criterion_invalid, "relax");
  for (auto& step : from.relax)
    // An empty list in a step takes the criterion away, where the kind allows it.
    if (auto no = check_wishes(kind, step.wishes, true)) return tl::unexpected{*no};
  std::stable_sort(from.relax.begin(), from.relax.end(),
                   [](const relax_step& a, const relax_step& b) { return a.after_s < b.after_s; });
  std::sort(from.not_with.begin(), from.not_with.end());
  return from;
}

void relax_wishes(ticket_wishes& wishes, const ticket_wishes& step) {
  replace_wishes(wishes.sets, step.sets);
  replace_wishes(wishes.windows, step.windows);
  replace_wishes(wishes.spreads, step.spreads);
  replace_wishes(wishes.radii, step.radii);
  std::erase_if(wishes.sets, [](const set_wish& wish) { return wish.values.empty(); });
  std::erase_if(wishes.windows, [](const window_wish& wish) { return wish.windows.empty(); });
}

}  // namespace moim
