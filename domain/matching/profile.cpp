#include "domain/matching/profile.hpp"

#include <algorithm>
#include <array>

namespace moim {
namespace {

template <class Ask, std::size_t Most, std::uint32_t Inside>
class gathered {
 public:
  void add(const Ask& ask) {
    if (count_ < Most) asks_[count_++] = ask;
  }
  void into(small_list<Ask, Inside>& list) const { list.assign(std::span{asks_.data(), count_}); }

 private:
  std::array<Ask, Most> asks_;
  std::size_t count_ = 0;
};

void take_sets(const ticket_wishes& wishes, value_names& names, profile& into) {
  std::array<coded_value, values_most * criteria_most> values;
  std::size_t count = 0;
  for (std::uint8_t criterion = 0; criterion < criteria_most; ++criterion)
    for (const auto& wish : wishes.sets)
      if (wish.criterion == criterion)
        for (const auto& value : wish.values)
          if (count < values.size()) values[count++] = code_value(criterion, names.take(criterion, value));
  into.values.assign(std::span{values.data(), count});
}

void take_windows(const ticket_wishes& wishes, profile& into) {
  if (wishes.windows.empty()) return;
  gathered<window_ask, windows_most * criteria_most, 1> asks;
  for (const auto& wish : wishes.windows)
    for (const auto& window : wish.windows) asks.add({window, wish.criterion});
  asks.into(into.windows);
}

void take_spreads(const ticket_wishes& wishes, profile& into) {
  if (wishes.spreads.empty()) return;
  gathered<spread_ask, criteria_most, 1> asks;
  for (const auto& wish : wishes.spreads) {
    auto [low, high] = std::minmax_element(wish.values.begin(), wish.values.end());
    asks.add({*low, *high, wish.limit, wish.criterion});
  }
  asks.into(into.spreads);
}

void take_radii(const ticket_wishes& wishes, profile& into) {
  if (wishes.radii.empty()) return;
  gathered<radius_ask, criteria_most, 1> asks;
  for (const auto& wish : wishes.radii)
    asks.add({wish.lat, wish.lon, {direction_of(wish.lat, wish.lon), wish.radius_m}, wish.criterion});
  asks.into(into.radii);
}

void take_wishes(const ticket_wishes& wishes, value_names& names, profile& into) {
  take_sets(wishes, names, into);
  take_windows(wishes, into);
  take_spreads(wishes, into);
  take_radii(wishes, into);
}

bool blocks_any(const profile& a, const profile& b, time_ms now) {
  for (const auto& each : a.blocks) {
    if (each.until <= now) continue;
    for (const auto& user : b.users)
      if (user == each.user) return true;
  }
  return false;
}

}  // namespace

std::span<const coded_value> values_of(const profile& of, std::uint8_t criterion) {
  const auto* begin = of.values.begin();
  const auto* end = of.values.end();
  while (begin != end && criterion_of(*begin) < criterion) ++begin;
  const auto* last = begin;
  while (last != end && criterion_of(*last) == criterion) ++last;
  return {begin, last};
}

profile make_profile(const ticket& from, value_names& names) {
  profile made;
  made.id = from.id;
  made.sizes = from.sizes;
  made.submitted_at = from.submitted_at;
  made.expires_at = from.expires_at;
  made.users.assign(from.users);
  made.blocks.assign(from.not_with);
  take_wishes(from.wishes, names, made);
  if (!from.relax.empty()) made.steps = std::make_shared<const ticket>(from);
  return made;
}

profile make_relaxed_profile(const ticket& from, std::uint8_t steps_done, value_names& names) {
  auto relaxed = from;
  for (std::size_t i = 0; i < steps_done && i < from.relax.size(); ++i) {
    relax_wishes(relaxed.wishes, from.relax[i].wishes);
    if (from.relax[i].sizes != 0) relaxed.sizes = from.relax[i].sizes;
  }
  auto made = make_profile(relaxed, names);
  if (made.steps) made.steps = std::make_shared<const ticket>(from);
  made.steps_done = steps_done;
  return made;
}

void release_names(const profile& of, value_names& names) {
  for (auto value : of.values) names.release(criterion_of(value), number_of(value));
}

bool are_blocked(const profile& a, const profile& b, time_ms now) {
  return blocks_any(a, b, now) || blocks_any(b, a, now);
}

std::optional<time_ms> last_window_start(const profile& of, time_ms notice_ms) {
  // Of several windows of one criterion the last counts; of several criteria the first that is over.
  std::optional<time_ms> first;
  for (const auto& ask : of.windows) {
    time_ms last = 0;
    bool any = false;
    for (const auto& other : of.windows) {
      if (other.criterion != ask.criterion) continue;
      auto start = other.window.to_ms - other.window.least_ms - notice_ms;
      last = any ? std::max(last, start) : start;
      any = true;
    }
    first = first ? std::min(*first, last) : last;
  }
  return first;
}

std::size_t bytes_of(const profile& of) {
  return sizeof(profile) + of.users.bytes_outside() + of.values.bytes_outside() + of.windows.bytes_outside() +
         of.spreads.bytes_outside() + of.radii.bytes_outside() + of.blocks.bytes_outside() +
         (of.steps ? sizeof(ticket) + 256 * of.steps->relax.size() : 0);
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
  ticket made{from.id,        {from.users.begin(), from.users.end()}, from.sizes, {}, {}, {}, from.submitted_at,
              from.expires_at};
  made.not_with.assign(from.blocks.begin(), from.blocks.end());
  for (auto value : from.values)
    wish_for(made.wishes.sets, criterion_of(value)).values.push_back(names.name(criterion_of(value), number_of(value)));
  for (const auto& each : from.windows) wish_for(made.wishes.windows, each.criterion).windows.push_back(each.window);
  for (const auto& each : from.spreads) {
    auto& wish = wish_for(made.wishes.spreads, each.criterion);
    wish.values = {each.low};
    if (each.high != each.low) wish.values.push_back(each.high);
    wish.limit = each.limit;
  }
  for (const auto& each : from.radii)
    made.wishes.radii.push_back({each.criterion, each.lat, each.lon, each.area.radius_m});
  return made;
}

}  // namespace moim
