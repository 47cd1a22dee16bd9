#include "domain/matching/tickets/profile.hpp"

#include "domain/planted.hpp"

#include <algorithm>

namespace moim {
namespace {

/// How many values or windows these wishes have together.
template <class Wish, class Value>
std::size_t count_of(const std::vector<Wish>& wishes, std::vector<Value> Wish::*values) {
  std::size_t count = 0;
  for (const auto& each : wishes) count += (each.*values).size();
  return count;
}

profile::packed pack(const ticket& from, value_names& names) {
  const auto& wishes = from.wishes;
  profile::packed made{{from.users.size(), count_of(wishes.windows, &window_wish::windows), wishes.spreads.size(),
                        wishes.radii.size(), from.not_with.size(), count_of(wishes.sets, &set_wish::values)}};
  std::copy(from.users.begin(), from.users.end(), made.edit<0>().begin());
  auto window = made.edit<1>().begin();
  for (const auto& wish : wishes.windows)
    for (const auto& each : wish.windows) *window++ = {each, wish.criterion};
  auto spread = made.edit<2>().begin();
  for (const auto& wish : wishes.spreads) {
    auto [low, high] = std::minmax_element(wish.values.begin(), wish.values.end());
    *spread++ = {*low, *high, wish.limit.value_or(spread_ask::no_limit), wish.criterion};
  }
  auto radius = made.edit<3>().begin();
  for (const auto& wish : wishes.radii)
    *radius++ = {wish.lat, wish.lon, {direction_of(wish.lat, wish.lon), wish.radius_m}, wish.criterion};
  std::copy(from.not_with.begin(), from.not_with.end(), made.edit<4>().begin());
  auto value = made.edit<5>().begin();
  for (std::uint8_t criterion = 0; criterion < max_criteria; ++criterion)
    for (const auto& wish : wishes.sets)
      if (wish.criterion == criterion)
        for (const auto& each : wish.values) *value++ = code_value(criterion, names.acquire(criterion, each));
  return made;
}

bool blocks_any(const profile& a, const profile& b, time_ms now) {
  for (const auto& each : a.blocks()) {
    if (each.until <= now) continue;
    for (const auto& user : b.users())
      if (user == each.user) return true;
  }
  return false;
}

}  // namespace

std::span<const coded_value> values_of(const profile& of, std::uint8_t criterion) {
  auto values = of.values();
  auto begin = std::find_if(values.begin(), values.end(), [&](auto each) { return criterion_of(each) >= criterion; });
  auto end = std::find_if(begin, values.end(), [&](auto each) { return criterion_of(each) != criterion; });
  return {begin, end};
}

profile make_profile(const ticket& from, value_names& names) {
  profile made{from, pack(from, names)};
  made.is_backfill = from.for_room.has_value();
  if (!from.relax.empty()) made.steps = std::make_shared<const ticket>(from);
  return made;
}

profile make_relaxed_profile(const ticket& from, std::uint8_t steps_done, value_names& names) {
  auto relaxed = from;
  relaxed.relax.clear();
  for (std::size_t i = 0; i < steps_done && i < from.relax.size(); ++i) {
    relax_wishes(relaxed.wishes, from.relax[i].wishes);
    if (from.relax[i].sizes != 0) relaxed.sizes = from.relax[i].sizes;
  }
  auto made = make_profile(relaxed, names);
  if (!from.relax.empty()) made.steps = std::make_shared<const ticket>(from);
  made.steps_done = steps_done;
  return made;
}

void release_names(const profile& of, value_names& names) {
  for (auto value : of.values()) names.release(criterion_of(value), number_of(value));
}

bool are_blocked(const profile& a, const profile& b, time_ms now) {
  return blocks_any(a, b, now) || (blocks_any(b, a, now) && !is_planted(planted_bug::blocks_one_way)) ||
         (a.is_backfill && b.is_backfill);
}

std::optional<time_ms> last_window_start(const profile& of, time_ms notice_ms) {
  // Of several windows of one criterion the last counts; of several criteria the first that is over.
  std::optional<time_ms> first;
  for (const auto& ask : of.windows()) {
    time_ms last = 0;
    bool any = false;
    for (const auto& other : of.windows()) {
      if (other.criterion != ask.criterion) continue;
      auto start = other.window.to_ms - other.window.least_ms - notice_ms;
      last = any ? std::max(last, start) : start;
      any = true;
    }
    first = first ? std::min(*first, last) : last;
  }
  return first;
}

std::size_t profile::bytes_on_heap() const {
  return lists_.bytes_on_heap() + (steps ? allocated_bytes(sizeof(ticket)) + bytes_outside(*steps) : 0);
}

namespace {

template <class Wish>
Wish& wish_for(std::vector<Wish>& wishes, std::uint8_t criterion) {
  if (wishes.empty() || wishes.back().criterion != criterion) wishes.emplace_back().criterion = criterion;
  return wishes.back();
}

}  // namespace

ticket ticket_of(const profile& from, const value_names& names) {
  if (from.steps) return *from.steps;
  ticket made{from.id,        {from.users().begin(), from.users().end()}, from.sizes, {}, {}, {}, from.submitted_at,
              from.expires_at};
  made.not_with.assign(from.blocks().begin(), from.blocks().end());
  for (auto value : from.values())
    wish_for(made.wishes.sets, criterion_of(value)).values.push_back(names.name(criterion_of(value), number_of(value)));
  for (const auto& each : from.windows()) wish_for(made.wishes.windows, each.criterion).windows.push_back(each.window);
  for (const auto& each : from.spreads()) {
    auto& wish = wish_for(made.wishes.spreads, each.criterion);
    wish.values = {each.low};
    if (each.high != each.low) wish.values.push_back(each.high);
    if (each.limit != spread_ask::no_limit) wish.limit = each.limit;
  }
  for (const auto& each : from.radii())
    made.wishes.radii.push_back({each.criterion, each.lat, each.lon, each.area.radius_m});
  return made;
}

}  // namespace moim
