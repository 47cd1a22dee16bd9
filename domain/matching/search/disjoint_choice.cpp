#include "domain/matching/search/disjoint_choice.hpp"

#include "domain/declare/expects.hpp"

#include <algorithm>

namespace moim {

bool disjoint_choice::solve(const std::vector<valued_set>& sets, const std::vector<std::int64_t>& values,
                            std::uint32_t max_steps) {
  expects(values.size() <= 64);
  sets_ = &sets;
  values_ = &values;
  steps_left_ = max_steps;
  is_complete_ = true;
  chosen_.clear();
  best_.clear();
  best_value_ = 0;
  open_.clear();
  for (std::uint32_t i = 0; i < sets.size(); ++i) open_.push_back(i);
  // The most valuable first: so the first descent is a good solution already.
  std::sort(open_.begin(), open_.end(),
            [&](auto a, auto b) { return sets[a].value != sets[b].value ? sets[a].value > sets[b].value : a < b; });
  branch(0, 0);
  return is_complete_;
}

/// The thing with the fewest sets left is decided next: it is in one of them, or in none.
void disjoint_choice::branch(std::size_t begin, std::int64_t value) {
  auto end = open_.size();
  if (value > best_value_) {
    best_value_ = value;
    best_ = chosen_;
  }
  if (begin == end) return;
  if (steps_left_ < end - begin) {
    is_complete_ = false;
    return;
  }
  spend(end - begin);
  auto [rarest, bound] = look_ahead(begin, end, value);
  if (bound <= best_value_) return;
  auto thing = small_set{1} << rarest;
  try_each_set_of(thing, begin, end, value);
  if (bound - (*values_)[rarest] <= best_value_) return;
  keep_disjoint(thing, begin, end);
  branch(end, value);
  open_.resize(end);
}

disjoint_choice::outlook disjoint_choice::look_ahead(std::size_t begin, std::size_t end, std::int64_t value) const {
  std::uint32_t counts[64] = {};
  small_set alive = 0;
  for (auto i = begin; i < end; ++i) {
    auto members = (*sets_)[open_[i]].members;
    alive |= members;
    for_each_member(members, [&](std::size_t each) { ++counts[each]; });
  }
  outlook seen{64, value};
  for_each_member(alive, [&](std::size_t each) {
    seen.bound += (*values_)[each];
    if (seen.rarest == 64 || counts[each] < counts[seen.rarest]) seen.rarest = each;
  });
  return seen;
}

void disjoint_choice::try_each_set_of(small_set thing, std::size_t begin, std::size_t end, std::int64_t value) {
  for (auto i = begin; i < end; ++i) {
    auto number = open_[i];
    const auto& with = (*sets_)[number];
    if ((with.members & thing) == 0) continue;
    spend(end - begin);
    keep_disjoint(with.members, begin, end);
    chosen_.push_back(number);
    branch(end, value + with.value);
    chosen_.pop_back();
    open_.resize(end);
  }
}

/// Opens another level: the sets of this one that have nothing in common with `from`.
void disjoint_choice::keep_disjoint(small_set from, std::size_t begin, std::size_t end) {
  for (auto i = begin; i < end; ++i)
    if (((*sets_)[open_[i]].members & from) == 0) open_.push_back(open_[i]);
}

void disjoint_choice::spend(std::size_t steps) {
  steps_left_ -= std::min(steps_left_, static_cast<std::uint32_t>(steps));
}

}  // namespace moim
