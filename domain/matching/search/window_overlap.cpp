#include "domain/matching/search/window_overlap.hpp"

#include "domain/declare/expects.hpp"

#include <algorithm>
#include <limits>

namespace moim {

window_overlap::window_overlap(std::span<const profile* const> group, std::uint8_t criterion, time_ms from)
    : from_{from} {
  for (const auto* each : group) add(*each, criterion);
  std::sort(windows_.begin(), windows_.begin() + static_cast<std::ptrdiff_t>(count_),
            [](const asked& a, const asked& b) { return a.window->least_ms < b.window->least_ms; });
}

void window_overlap::add(const profile& of, std::uint8_t criterion) {
  auto first = std::numeric_limits<time_ms>::max();
  auto before = count_;
  for (const auto& ask : of.windows()) {
    if (ask.criterion != criterion) continue;
    expects(count_ < windows_.size() && tickets_ < max_group_people);
    windows_[count_++] = {&ask.window, tickets_};
    first = std::min(first, ask.window.from_ms);
  }
  if (count_ == before) return;
  ++tickets_;
  from_ = std::max(from_, first);
}

std::optional<window_overlap::overlap> window_overlap::first() const {
  for (std::optional<time_ms> start = from_; start; start = next_start(*start))
    if (auto end = end_at(*start)) return overlap{*start, *end};
  return std::nullopt;
}

std::optional<time_ms> window_overlap::next_start(time_ms after) const {
  std::optional<time_ms> next;
  for (const auto& [window, ticket] : windows())
    if (window->from_ms > after && (!next || window->from_ms < *next)) next = window->from_ms;
  return next;
}

std::optional<time_ms> window_overlap::end_at(time_ms start) const {
  ends latest;
  std::fill_n(latest.begin(), tickets_, std::numeric_limits<time_ms>::min());
  std::optional<time_ms> end;
  for (const auto& [window, ticket] : windows()) {
    if (window->from_ms > start || window->to_ms <= latest[ticket]) continue;
    latest[ticket] = window->to_ms;
    if (auto all = earliest(latest, start + window->least_ms)) end = all;
  }
  return end;
}

std::optional<time_ms> window_overlap::earliest(const ends& of, time_ms least) const {
  auto found = std::numeric_limits<time_ms>::max();
  for (std::size_t i = 0; i < tickets_; ++i) {
    if (of[i] < least) return std::nullopt;
    found = std::min(found, of[i]);
  }
  return found;
}

}  // namespace moim
