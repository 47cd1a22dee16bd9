#include "domain/matching/explain/explain.hpp"

#include "domain/matching/explain/blurred.hpp"
#include "domain/matching/explain/coarse_steps.hpp"
#include "domain/matching/search/group_search.hpp"

#include <algorithm>

namespace moim {
namespace {

constexpr std::uint32_t max_sample = 256;
constexpr std::size_t max_nearest = 5;

/// A ticket among others, as they are or blurred.
struct sight {
  const pool_kind& kind;
  const ticket_table& table;
  slot asking = 0;
  bool is_blurred = false;
};

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

/// Compares the ticket with the oldest that wait, rule by rule.
void compare_with_oldest(const sight& seen, time_ms now, explanation& told) {
  const auto& table = seen.table;
  for (auto each = table.oldest(); each != ticket_table::nowhere && told.sample < max_sample;
       each = table.newer(each)) {
    if (each == seen.asking || !table.is_filed(each)) continue;
    ++told.sample;
    look_at(seen.kind, table.at(seen.asking), table.at(each), now, told);
  }
  std::sort(told.nearest.begin(), told.nearest.end(), [](const near_miss& a, const near_miss& b) {
    return a.missing != b.missing ? a.missing < b.missing : a.rule < b.rule;
  });
}

/// The place-th nearest by a rule, from 0 on.
std::optional<near_miss> near_by(const std::vector<near_miss>& nearest, std::size_t rule, std::size_t place) {
  for (const auto& each : nearest)
    if (each.rule == rule && place-- == 0) return each;
  return std::nullopt;
}

/// Rules have different units. So misses are ranked within each rule, and the rules take turns.
std::vector<near_miss> first_few(const std::vector<near_miss>& nearest) {
  std::vector<near_miss> kept;
  for (std::size_t place = 0; kept.size() < max_nearest && place < nearest.size(); ++place)
    for (std::size_t rule = 0; rule < max_rules && kept.size() < max_nearest; ++rule)
      if (auto each = near_by(nearest, rule, place)) kept.push_back(*each);
  return kept;
}

/// By each rule how far one has to go until so many are near that they may be told of.
std::vector<near_miss> first_told(const std::vector<near_miss>& nearest) {
  std::vector<near_miss> kept;
  for (std::size_t rule = 0; rule < max_rules; ++rule)
    if (auto each = near_by(nearest, rule, told_of_at_least - 1)) kept.push_back(*each);
  return kept;
}

bool people_add_up(const profile& asking, const std::vector<ticket_ref>& candidates, const search_space& space) {
  size_set reached = 1;
  for (auto each : candidates) reached |= reached << space.at(each).people();
  return ((asking.sizes >> (asking.people() - 1)) & reached & ~size_set{1}) != 0;
}

/// Searches as the matcher does, for the ticket as it is and as it will be.
class preview {
 public:
  preview(const sight& seen, time_ms now, search_space& space)
      : seen_(seen), now_(now), space_(space), search_(space) {}

  void as_it_is(explanation& told) {
    begin();
    gather(seen_.asking);
    told.suiting = static_cast<std::uint32_t>(candidates_.size());
    if (candidates_.empty()) return;
    told.people_do_not_add_up = !people_add_up(seen_.table.at(seen_.asking), candidates_, space_);
    told.candidates_do_not_suit_each_other = !told.people_do_not_add_up && !finds_group(seen_.asking);
  }

  coming_step after_step(std::size_t step) {
    const auto& of = seen_.table.at(seen_.asking);
    begin();
    space_.withdraw(seen_.asking);
    auto& draft = space_.draft();
    auto relaxed = make_relaxed_profile(*of.steps, static_cast<std::uint8_t>(step + 1), draft.names());
    auto drafted = draft.add(seen_.is_blurred ? blurred(relaxed) : std::move(relaxed), seen_.table.age(seen_.asking));
    gather(drafted | draft_bit);
    auto at = of.submitted_at + of.steps->relax[step].after_s * second_ms;
    return {at, static_cast<std::uint32_t>(candidates_.size()), finds_group(drafted | draft_bit)};
  }

 private:
  void begin() { space_.begin(seen_.kind, seen_.table, now_); }
  void gather(ticket_ref of) {
    auto comparisons = budget_.comparisons;
    space_.gather(of, budget_.comparisons, comparisons, candidates_);
  }
  bool finds_group(ticket_ref around) {
    found_group best;
    return search_.find(around, budget_, best);
  }

  sight seen_;
  time_ms now_;
  search_space& space_;
  group_search search_;
  search_budget budget_{.comparisons = 4'096, .nodes = 2'000};
  std::vector<ticket_ref> candidates_;
};

/// All misses are in `nearest`, the nearest first.
explanation explain_in(const sight& seen, time_ms now, search_space& space) {
  const auto& asking = seen.table.at(seen.asking);
  explanation told;
  told.steps_done = asking.steps_done;
  compare_with_oldest(seen, now, told);
  preview look{seen, now, space};
  look.as_it_is(told);
  if (!asking.steps) return told;
  for (std::size_t step = asking.steps_done; step < asking.steps->relax.size(); ++step)
    told.steps.push_back(look.after_step(step));
  if (!told.steps.empty()) told.next_step_at = told.steps.front().at;
  return told;
}

/// Blurred copies of a ticket and of the oldest others that wait.
class blurred_sample {
 public:
  blurred_sample(const pool& state, slot asking) : table_(state.kind(), &state.table().names()) {
    const auto& all = state.table();
    for (auto each = all.oldest(); each != ticket_table::nowhere && table_.size() < max_sample; each = all.newer(each))
      if (each != asking && all.is_filed(each)) table_.file(table_.add(blurred(all.at(each)), all.age(each)));
    auto own = blurred(all.at(asking));
    // When it was submitted is no secret from its own people.
    own.submitted_at = all.at(asking).submitted_at;
    asking_ = table_.add(std::move(own), all.age(asking));
  }

  sight seen(const pool_kind& kind) const { return {kind, table_, asking_, true}; }

 private:
  ticket_table table_;
  slot asking_ = 0;
};

std::uint32_t others_in(const pool& state) { return static_cast<std::uint32_t>(state.table().size()) - 1; }

}  // namespace

std::optional<explanation> explain(const pool& state, const ticket_id& id, time_ms now, matcher_workspace& workspace) {
  auto which = state.table().find(id);
  if (!which) return std::nullopt;
  auto told = explain_in({state.kind(), state.table(), *which}, now, workspace.space);
  told.waiting = others_in(state);
  told.nearest = first_few(told.nearest);
  return told;
}

std::optional<explanation> explain_blurred(const pool& state, const ticket_id& id, time_ms now,
                                           matcher_workspace& workspace) {
  auto which = state.table().find(id);
  if (!which) return std::nullopt;
  blurred_sample sample{state, *which};
  auto told = explain_in(sample.seen(state.kind()), now, workspace.space);
  // The space must not point to the sample any longer than that lives.
  workspace.space.begin(state.kind(), state.table(), now);
  told.waiting = others_in(state);
  told.nearest = first_told(told.nearest);
  return told;
}

}  // namespace moim
