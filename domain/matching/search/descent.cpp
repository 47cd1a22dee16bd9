#include "domain/matching/search/descent.hpp"

#include "domain/matching/search/agree.hpp"

#include <algorithm>
#include <bit>

namespace moim {
namespace {

/// How many values, candidates and blocks can be read in the time of one node.
constexpr std::size_t values_in_a_node = 64;
constexpr std::size_t candidates_in_a_node = 8;
constexpr std::size_t read_blocks_in_a_node = 32;

}  // namespace

void descent::begin(ticket_ref seed, const std::vector<ticket_ref>& candidates,
                    const std::vector<std::uint32_t>& neighbours) {
  project(seed, candidates);
  stack_.clear();
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const auto& sign = space_->signature_of(candidates[i]);
    auto counted = neighbours.empty() ? usual_neighbours : neighbours[i];
    stack_.push_back(
        {candidates[i], weight_of(sign, space_->terms(), counted), projected_.empty() ? &sign : &projected_[i]});
  }
  // The scarce first; among equals the oldest, as they come.
  std::stable_sort(stack_.begin(), stack_.end(), [](const member& a, const member& b) { return a.weight > b.weight; });
  const auto& sign = projected_.empty() ? space_->signature_of(seed) : projected_.back();
  group_.assign(1, {seed, weight_of(sign, space_->terms()), &sign});
  value_ = group_[0].weight;
}

/// If anybody names a value beyond the 64 bits, rewrites all signatures in bits of the seed's own values.
void descent::project(ticket_ref seed, const std::vector<ticket_ref>& candidates) {
  projected_.clear();
  projection_nodes_ = 0;
  auto is_rough = [this](ticket_ref each) { return space_->signature_of(each).rough_values; };
  if (!is_rough(seed) && std::none_of(candidates.begin(), candidates.end(), is_rough)) return;
  projection_.begin(space_->base().layout(), space_->at(seed));
  // Reserved at once: the members point to them.
  projected_.reserve(candidates.size() + 1);
  std::size_t read = 0;
  for (auto each : candidates) {
    projected_.push_back(projection_.project(space_->signature_of(each), space_->at(each)));
    read += space_->at(each).values().size();
  }
  projection_nodes_ = read / values_in_a_node;
  projected_.push_back(projection_.project(space_->signature_of(seed), space_->at(seed)));
}

bool descent::run(std::uint32_t& nodes, std::uint32_t choice_nodes, found_group& best) {
  best_ = &best;
  best.tickets.clear();
  best.value = 0;
  nodes_left_ = nodes;
  choice_left_ = choice_nodes;
  spend(projection_nodes_);
  go_down(begin_group(*group_[0].sign, *space_), 0, stack_.size());
  space_->work().nodes += nodes - nodes_left_;
  nodes = nodes_left_;
  sort_by_age(best.tickets, *space_);
  return has_group();
}

/// One candidate after the other joins; only those behind it in the line may follow, so that each group is met once.
void descent::go_down(const running& so_far, std::size_t begin, std::size_t end) {
  for (auto i = begin; i < end; ++i) {
    if (!is_worth_trying(so_far, i, end) || !may_try_another()) return;
    --nodes_left_;
    if (has_group()) --choice_left_;
    if (so_far.accepts(*stack_[i].sign)) join(so_far, i, end);
  }
}

void descent::join(const running& so_far, std::size_t joining, std::size_t end) {
  // A copy: the stack grows.
  auto joined = stack_[joining];
  auto next = so_far;
  next.add(*joined.sign);
  group_.push_back(joined);
  value_ += joined.weight;
  consider(next);
  auto level = stack_.size();
  keep_those_who_may_follow(next, joined, joining + 1, end);
  if (stack_.size() > level) go_down(next, level, stack_.size());
  stack_.resize(level);
  value_ -= joined.weight;
  group_.pop_back();
}

void descent::keep_those_who_may_follow(const running& so_far, const member& joined, std::size_t begin,
                                        std::size_t end) {
  spend((end - begin) / candidates_in_a_node);
  std::size_t blocks_read = 0;
  for (auto i = begin; i < end; ++i) {
    auto candidate = stack_[i];
    const auto& sign = *candidate.sign;
    if (!so_far.accepts(sign) || !discs_may_meet(*joined.sign, sign)) continue;
    if (joined.sign->has_blocks || sign.has_blocks) {
      blocks_read += space_->at(joined.ref).blocks().size() + space_->at(candidate.ref).blocks().size();
      if (space_->blocked(joined.ref, candidate.ref)) continue;
    }
    stack_.push_back(candidate);
  }
  spend(blocks_read / read_blocks_in_a_node);
}

bool descent::is_worth_trying(const running& so_far, std::size_t begin, std::size_t end) const {
  return sizes_can_be_reached(so_far, begin, end) && (!has_group() || can_get_better(so_far, begin, end));
}

/// Whether candidates can fill the group up to a number of people that suits it. Each sum that they can reach
/// is one bit.
bool descent::sizes_can_be_reached(const running& so_far, std::size_t begin, std::size_t end) const {
  auto wanted = so_far.sizes >> (so_far.people - 1) & ~size_set{1};
  if (wanted == 0) return false;
  size_set reached = 1;
  for (auto i = begin; i < end; ++i) {
    auto people = stack_[i].sign->people;
    if (people >= max_group_people) continue;
    reached |= reached << people;
    if (reached & wanted) return true;
  }
  return false;
}

/// Bounds what can be gained: adds the heaviest candidates left until the largest size is reached.
bool descent::can_get_better(const running& so_far, std::size_t begin, std::size_t end) const {
  auto room = static_cast<std::int64_t>(std::bit_width(so_far.sizes)) - so_far.people;
  auto reachable = value_;
  for (auto i = begin; i < end && room > 0; ++i) {
    reachable += stack_[i].weight;
    room -= stack_[i].sign->people;
  }
  return reachable > best_->value;
}

void descent::consider(const running& so_far) {
  if (!so_far.size_suits() || group_.size() < space_->kind().least_tickets || value_ <= best_->value) return;
  group_outline outline;
  for (const auto& each : group_) outline.add(*each.sign);
  if (!space_->is_ready(so_far.people, outline.oldest_submitted_at) || !agrees(outline)) return;
  best_->tickets.clear();
  for (const auto& each : group_) best_->tickets.push_back(each.ref);
  best_->people = so_far.people;
  best_->value = value_;
}

/// The running intersection is exact, but for what signatures hold only roughly, and for discs.
bool descent::agrees(const group_outline& outline) {
  if (!outline.is_rough && outline.discs < 2) return true;
  profiles_.clear();
  for (const auto& each : group_) profiles_.push_back(&space_->at(each.ref));
  // Four discs take as long as one node; many discs take much longer.
  spend(outline.discs * outline.discs / 16);
  if (!outline.is_rough) return discs_meet(space_->kind(), profiles_);
  spend(agree_steps(profiles_));
  return agree(space_->kind(), profiles_, space_->now()).has_value();
}

}  // namespace moim
