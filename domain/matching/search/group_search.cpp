#include "domain/matching/search/group_search.hpp"

#include "domain/matching/search/agree.hpp"

#include <algorithm>

namespace moim {
namespace {

/// Whether some of these candidates can fill a group up to a number of people that suits it: sums that can be reached,
/// one bit each.
template <class Sign>
bool sums_reach(const running& so_far, std::size_t begin, std::size_t end, Sign&& sign) {
  auto wanted = so_far.sizes >> (so_far.people - 1) & ~size_set{1};
  if (wanted == 0) return false;
  size_set reached = 1;
  for (auto i = begin; i < end; ++i) {
    auto people = sign(i).people;
    if (people >= 64) continue;
    reached |= reached << people;
    if (reached & wanted) return true;
  }
  return false;
}

}  // namespace

bool group_search::find(ticket_ref seed, const search_budget& budget, found_group& best) {
  ++space_->work().searches;
  auto comparisons = budget.comparisons;
  auto nodes = budget.nodes;
  neighbours_.clear();
  for (std::size_t most = budget.candidates;; most *= 8) {
    auto before = space_->work().steps();
    bool all = space_->gather(seed, most, comparisons, candidates_);
    auto steps = space_->work().steps() - before;
    bool found = false;
    if (candidates_.size() > budget.candidates) {
      scarcest(budget.candidates);
      found = find_among(seed, chosen_, budget, nodes, best);
    }
    if (found || find_among(seed, candidates_, budget, nodes, best)) {
      auto& from = found ? chosen_ : candidates_;
      bool is_choice = from.size() >= best.tickets.size();
      if (is_choice && steps * from.size() <= budget.neighbour_steps) choose_again(seed, from, budget, best);
      count_overtakes(seed, best);
      return true;
    }
    if (all && nodes > 0) return false;
    if (nodes == 0 || comparisons == 0) break;
  }
  ++space_->work().cuts;
  return false;
}

/// Counting who suits each of the candidates takes longer than the search: it is done only where it decides something.
void group_search::choose_again(ticket_ref seed, std::vector<ticket_ref>& candidates, const search_budget& budget,
                                found_group& best) {
  constexpr std::uint32_t enough = 8;
  constexpr std::uint32_t looked_at = 64;
  for (auto each : candidates) {
    auto comparisons = looked_at;
    space_->gather(each, enough, comparisons, near_);
    neighbours_.push_back(std::min(static_cast<std::uint32_t>(near_.size()), enough));
  }
  auto nodes = budget.nodes;
  find_among(seed, candidates, budget, nodes, best);
  neighbours_.clear();
}

/// Candidates that are older than the youngest that was taken with `seed`, and were not.
void group_search::count_overtakes(ticket_ref seed, const found_group& taken) {
  age_rank youngest = 0;
  for (auto each : taken.tickets)
    if (each != seed) youngest = std::max(youngest, space_->age(each));
  for (auto each : candidates_) {
    if (space_->age(each) >= youngest) break;
    space_->work().overtakes += std::find(taken.tickets.begin(), taken.tickets.end(), each) == taken.tickets.end();
  }
}

/// Those of the candidates that are the most worth a place.
void group_search::scarcest(std::size_t most) {
  auto worth_more = [this](ticket_ref a, ticket_ref b) {
    auto weight_a = weight_of(space_->sign(a), space_->terms());
    auto weight_b = weight_of(space_->sign(b), space_->terms());
    return weight_a != weight_b ? weight_a > weight_b : space_->older(a, b);
  };
  chosen_ = candidates_;
  std::nth_element(chosen_.begin(), chosen_.begin() + static_cast<std::ptrdiff_t>(most), chosen_.end(), worth_more);
  chosen_.resize(most);
  std::sort(chosen_.begin(), chosen_.end(), [this](ticket_ref a, ticket_ref b) { return space_->older(a, b); });
}

bool group_search::find_among(ticket_ref seed, std::vector<ticket_ref>& candidates, const search_budget& budget,
                              std::uint32_t& nodes, found_group& best) {
  best.tickets.clear();
  if (candidates.empty()) return false;
  best_ = &best;
  best.value = 0;
  stack_.clear();
  group_.clear();
  std::uint32_t left = nodes;
  nodes_ = &left;
  see_as(seed, candidates);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const auto& sign = space_->sign(candidates[i]);
    auto neighbours = neighbours_.empty() ? usual_neighbours : neighbours_[i];
    stack_.push_back(
        {candidates[i], weight_of(sign, space_->terms(), neighbours), projected_.empty() ? &sign : &projected_[i]});
  }
  // The scarce first; among equals the oldest, as they come.
  std::stable_sort(stack_.begin(), stack_.end(), [](const member& a, const member& b) { return a.weight > b.weight; });
  const auto& sign = projected_.empty() ? space_->sign(seed) : projected_.back();
  group_.push_back({seed, weight_of(sign, space_->terms()), &sign});
  value_ = group_[0].weight;
  choice_left_ = budget.choice_nodes;
  running alone{sign};
  // An overlap counts only from now and the notice on.
  alone.from = std::max(alone.from, space_->now() + space_->kind().notice_s * second_ms);
  descend(alone, 0, stack_.size());
  space_->work().nodes += nodes - left;
  nodes = left;
  if (best.tickets.empty()) return false;
  std::sort(best.tickets.begin(), best.tickets.end(),
            [this](ticket_ref a, ticket_ref b) { return space_->older(a, b); });
  return true;
}

/// Where there are more values than bits for them: in the bits of the seed's own.
void group_search::see_as(ticket_ref seed, const std::vector<ticket_ref>& candidates) {
  projected_.clear();
  auto is_rough = [this](ticket_ref each) { return space_->sign(each).rough_values; };
  if (!is_rough(seed) && std::none_of(candidates.begin(), candidates.end(), is_rough)) return;
  projection_.begin(space_->base().layout(), space_->at(seed));
  // All at once, so that they stay where they are.
  projected_.reserve(candidates.size() + 1);
  constexpr std::size_t values_in_a_node = 64;
  std::size_t read = 0;
  for (auto each : candidates) {
    projected_.push_back(projection_.project(space_->sign(each), space_->at(each)));
    read += space_->at(each).values().size();
  }
  spend(read / values_in_a_node);
  projected_.push_back(projection_.project(space_->sign(seed), space_->at(seed)));
}

// One ticket after the other joins; those behind it in the order may join after it.
void group_search::descend(const running& so_far, std::size_t begin, std::size_t end) {
  // So many candidates are passed on in the time of a node, and blocks read.
  constexpr std::size_t passed_in_a_node = 8;
  constexpr std::size_t blocks_in_a_node = 32;
  auto sign_at = [this](std::size_t i) -> const signature& { return *stack_[i].sign; };
  for (auto i = begin; i < end; ++i) {
    if (!sums_reach(so_far, i, end, sign_at)) return;
    if (!best_->tickets.empty() && !can_get_better(so_far, i, end)) return;
    if (*nodes_ == 0 || (!best_->tickets.empty() && choice_left_ == 0)) return;
    --*nodes_;
    if (!best_->tickets.empty()) --choice_left_;
    auto joining = stack_[i];
    const auto& sign = *joining.sign;
    if (!so_far.takes(sign)) continue;
    auto next = so_far;
    next.add(sign);
    group_.push_back(joining);
    value_ += joining.weight;
    consider(next);
    auto level = stack_.size();
    spend((end - i - 1) / passed_in_a_node);
    std::size_t blocks_read = 0;
    for (auto k = i + 1; k < end; ++k) {
      auto candidate = stack_[k];
      const auto& other = *candidate.sign;
      if (!next.takes(other) || !discs_may_meet(sign, other)) continue;
      if (sign.has_blocks || other.has_blocks) {
        blocks_read += space_->at(joining.ref).blocks().size() + space_->at(candidate.ref).blocks().size();
        if (space_->blocked(joining.ref, candidate.ref)) continue;
      }
      stack_.push_back(candidate);
    }
    spend(blocks_read / blocks_in_a_node);
    if (stack_.size() > level) descend(next, level, stack_.size());
    stack_.resize(level);
    value_ -= joining.weight;
    group_.pop_back();
  }
}

/// Nobody can add more than the heaviest that are left, and no more people than the largest size.
bool group_search::can_get_better(const running& so_far, std::size_t begin, std::size_t end) const {
  auto room = static_cast<std::int64_t>(64 - __builtin_clzll(so_far.sizes)) - so_far.people;
  auto reachable = value_;
  for (auto i = begin; i < end && room > 0; ++i) {
    reachable += stack_[i].weight;
    room -= stack_[i].sign->people;
  }
  return reachable > best_->value;
}

void group_search::consider(const running& so_far) {
  if (!so_far.size_suits() || group_.size() < space_->kind().least_tickets || value_ <= best_->value) return;
  auto oldest = group_[0].sign->submitted_at;
  for (const auto& each : group_) oldest = std::min(oldest, each.sign->submitted_at);
  if (!space_->is_ready(so_far.people, oldest) || !agrees()) return;
  best_->tickets.clear();
  for (const auto& each : group_) best_->tickets.push_back(each.ref);
  best_->people = so_far.people;
  best_->value = value_;
}

/// The running intersection is exact, but for what signatures hold only roughly, and for discs.
bool group_search::agrees() {
  bool rough = false;
  std::size_t discs = 0;
  for (const auto& each : group_) {
    rough |= each.sign->rough || each.sign->rough_values;
    discs += each.sign->has_radius;
  }
  if (!rough && discs < 2) return true;
  profiles_.clear();
  for (const auto& each : group_) profiles_.push_back(&space_->at(each.ref));
  // Four discs are as good as a node; many take long.
  spend(discs * discs / 16);
  if (!rough) return discs_meet(space_->kind(), profiles_);
  spend(agree_steps(profiles_));
  return agree(space_->kind(), profiles_, space_->now()).has_value();
}

}  // namespace moim
