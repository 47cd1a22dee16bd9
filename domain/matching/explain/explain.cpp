#include "domain/matching/explain/explain.hpp"

#include "domain/matching/search/agree.hpp"
#include "domain/matching/search/group_search.hpp"

#include <algorithm>
#include <cmath>

namespace moim {
namespace {

constexpr std::uint32_t max_sample = 256;
constexpr std::size_t max_nearest = 5;

pair_gap window_gap(const profile& a, const profile& b, std::size_t criterion, time_ms from) {
  bool any = false;
  time_ms min_missing = std::numeric_limits<time_ms>::max();
  for (const auto& x : a.windows())
    for (const auto& y : b.windows()) {
      if (x.criterion != criterion || y.criterion != criterion) continue;
      any = true;
      auto overlap = std::min(x.window.to_ms, y.window.to_ms) - std::max({x.window.from_ms, y.window.from_ms, from});
      min_missing = std::min(min_missing, std::max(x.window.least_ms, y.window.least_ms) - overlap);
    }
  if (!any || min_missing <= 0) return {};
  return {false, static_cast<double>(min_missing)};
}

pair_gap spread_gap(const profile& a, const profile& b, std::size_t criterion) {
  for (const auto& x : a.spreads())
    for (const auto& y : b.spreads()) {
      if (x.criterion != criterion || y.criterion != criterion) continue;
      auto over = std::max(x.high, y.high) - std::min(x.low, y.low) - std::min(x.limit, y.limit);
      if (over > 0) return {false, static_cast<double>(over)};
    }
  return {};
}

pair_gap radius_gap(const profile& a, const profile& b, std::size_t criterion) {
  for (const auto& x : a.radii())
    for (const auto& y : b.radii()) {
      if (x.criterion != criterion || y.criterion != criterion) continue;
      auto over = distance_m(x.area.centre, y.area.centre) - x.area.radius_m - y.area.radius_m;
      if (over > 2 * disc_slack_m) return {false, over};
    }
  return {};
}

void look_at(const pool_kind& kind, const profile& asking, const profile& other, time_ms now, explanation& into) {
  std::size_t failed = 0;
  std::size_t last = 0;
  double missing = 0;
  for (std::size_t rule = 0; rule < max_rules; ++rule) {
    auto gap = gap_between(kind, rule, asking, other, now);
    if (gap.fits) continue;
    ++failed;
    ++into.rules[rule].failing;
    last = rule;
    missing = gap.missing;
  }
  if (failed == 0) ++into.candidates;
  if (failed != 1) return;
  ++into.rules[last].failing_by_it_alone;
  if (missing > 0) into.nearest.push_back({last, missing});
}

/// Rules have different units. So misses are ranked within each rule, and the rules take turns.
void keep_nearest(std::vector<near_miss>& nearest) {
  std::sort(nearest.begin(), nearest.end(), [](const near_miss& a, const near_miss& b) {
    return a.missing != b.missing ? a.missing < b.missing : a.rule < b.rule;
  });
  std::vector<near_miss> kept;
  for (std::size_t place = 0; kept.size() < max_nearest && place < nearest.size(); ++place)
    for (std::size_t rule = 0; rule < max_rules && kept.size() < max_nearest; ++rule) {
      std::size_t seen = 0;
      for (const auto& each : nearest)
        if (each.rule == rule && seen++ == place) kept.push_back(each);
    }
  nearest = std::move(kept);
}

bool people_add_up(const profile& asking, const std::vector<ticket_ref>& candidates, const search_space& space) {
  size_set reached = 1;
  for (auto each : candidates) reached |= reached << space.at(each).people();
  return ((asking.sizes >> (asking.people() - 1)) & reached & ~size_set{1}) != 0;
}

}  // namespace

pair_gap gap_between(const pool_kind& kind, std::size_t rule, const profile& a, const profile& b, time_ms now) {
  if (rule == size_rule) {
    auto people = a.people() + b.people();
    return {people <= max_group_people && (a.sizes & b.sizes) >> (people - 1) != 0, 0};
  }
  if (rule == block_rule) return {!are_blocked(a, b, now), 0};
  if (rule >= kind.criteria.size()) return {};
  auto criterion = static_cast<std::uint8_t>(rule);
  switch (kind.criteria[rule].type) {
    case criterion_type::any_of:
    case criterion_type::equal:
      return {have_common(values_of(a, criterion), values_of(b, criterion)), 0};
    case criterion_type::window:
      return window_gap(a, b, rule, now + kind.notice_s * second_ms);
    case criterion_type::spread:
      return spread_gap(a, b, rule);
    case criterion_type::radius:
      return radius_gap(a, b, rule);
  }
  return {};
}

namespace {

/// Compares the ticket with the oldest that wait, rule by rule.
void compare_with_oldest(const pool& state, slot asking, time_ms now, explanation& told) {
  const auto& table = state.table();
  for (auto each = table.oldest(); each != ticket_table::nowhere && told.sample < max_sample;
       each = table.newer(each)) {
    if (each == asking || !table.is_filed(each)) continue;
    ++told.sample;
    look_at(state.kind(), table.at(asking), table.at(each), now, told);
  }
  keep_nearest(told.nearest);
}

/// Searches as the matcher does, for the ticket as it is and as it will be.
class preview {
 public:
  preview(const pool& state, slot asking, time_ms now, search_space& space)
      : state_(state), asking_(asking), now_(now), space_(space), search_(space) {}

  void as_it_is(explanation& told) {
    begin();
    gather(asking_);
    suit_now_ = static_cast<std::int32_t>(candidates_.size());
    if (candidates_.empty()) return;
    told.people_do_not_add_up = !people_add_up(state_.table().at(asking_), candidates_, space_);
    told.candidates_do_not_suit_each_other = !told.people_do_not_add_up && !finds_group(asking_);
  }

  /// After `as_it_is`.
  coming_step after_step(std::size_t step) {
    const auto& of = state_.table().at(asking_);
    begin();
    space_.withdraw(asking_);
    auto& draft = space_.draft();
    auto relaxed = make_relaxed_profile(*of.steps, static_cast<std::uint8_t>(step + 1), draft.names());
    auto drafted = draft.add(std::move(relaxed), state_.table().age(asking_)) | draft_bit;
    gather(drafted);
    auto suit_then = static_cast<std::int32_t>(candidates_.size());
    auto at = of.submitted_at + of.steps->relax[step].after_s * second_ms;
    return {at, suit_then - suit_now_, finds_group(drafted)};
  }

 private:
  void begin() { space_.begin(state_.kind(), state_.table(), now_); }
  void gather(ticket_ref of) {
    auto comparisons = budget_.comparisons;
    space_.gather(of, budget_.comparisons, comparisons, candidates_);
  }
  bool finds_group(ticket_ref around) {
    found_group best;
    return search_.find(around, budget_, best);
  }

  const pool& state_;
  slot asking_;
  time_ms now_;
  search_space& space_;
  group_search search_;
  search_budget budget_{.comparisons = 4'096, .nodes = 2'000};
  std::vector<ticket_ref> candidates_;
  std::int32_t suit_now_ = 0;
};

}  // namespace

std::optional<explanation> explain(const pool& state, const ticket_id& id, time_ms now, matcher_workspace& workspace) {
  auto which = state.table().find(id);
  if (!which) return std::nullopt;
  const auto& asking = state.table().at(*which);
  explanation told;
  told.steps_done = asking.steps_done;
  told.waiting = static_cast<std::uint32_t>(state.table().size()) - 1;
  compare_with_oldest(state, *which, now, told);
  preview look{state, *which, now, workspace.space};
  look.as_it_is(told);
  if (!asking.steps) return told;
  for (std::size_t step = asking.steps_done; step < asking.steps->relax.size(); ++step)
    told.steps.push_back(look.after_step(step));
  if (!told.steps.empty()) told.next_step_at = told.steps.front().at;
  return told;
}

}  // namespace moim
