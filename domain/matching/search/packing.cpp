#include "domain/matching/search/packing.hpp"

#include "domain/matching/search/agree.hpp"

#include <algorithm>
#include <bit>

namespace moim {
namespace {

/// How far salt lets a repair stray from the weights: by up to a tenth.
constexpr std::int64_t salted_parts = 10;

constexpr std::uint32_t exact_check_nodes = 10;
/// So many values are read in the time of a node.
constexpr std::size_t read_in_a_node = 16;

template <class Visitor>
void for_each_bit(std::uint64_t bits, Visitor&& visit) {
  for (; bits != 0; bits &= bits - 1) visit(static_cast<std::size_t>(std::countr_zero(bits)));
}

}  // namespace

bool packing::solve(const std::vector<ticket_ref>& tickets, const bounds& limits) {
  left_ = limits;
  complete_ = true;
  all_.clear();
  open_.clear();
  chosen_.clear();
  best_.clear();
  best_value_ = 0;
  order_by_scarcity(tickets);
  auto earliest = space_->now() + space_->kind().notice_s * second_ms;
  for (std::size_t first = 0; first < tickets_.size(); ++first) {
    auto behind = first + 1 < 64 ? ~std::uint64_t{0} << (first + 1) : 0;
    see_as(first, suits_[first] & behind);
    running alone{seen_[first]};
    alone.from = std::max(alone.from, earliest);
    enumerate(alone, std::uint64_t{1} << first, suits_[first] & behind, values_[first]);
  }
  for (std::uint32_t i = 0; i < all_.size(); ++i) open_.push_back(i);
  // The largest first: the first descent is a good solution already.
  std::sort(open_.begin(), open_.end(),
            [this](auto a, auto b) { return all_[a].value != all_[b].value ? all_[a].value > all_[b].value : a < b; });
  branch(0, 0);
  return complete_;
}

/// Where there are more values than bits for them: in the bits of the first one's own.
void packing::see_as(std::size_t first, std::uint64_t others) {
  if (first == 0) seen_ = signs_;
  if (!has_rough_ || others == 0) return;
  projection_.begin(space_->base().layout(), space_->at(tickets_[first]));
  std::size_t read = 0;
  for_each_bit(others | std::uint64_t{1} << first, [&](std::size_t i) {
    const auto& of = space_->at(tickets_[i]);
    seen_[i] = projection_.project(signs_[i], of);
    read += of.values().size();
  });
  space_->work().nodes += read / read_in_a_node;
}

void packing::order_by_scarcity(const std::vector<ticket_ref>& tickets) {
  auto count = std::min(tickets.size(), tickets_most);
  std::vector<std::uint64_t> suits(count, 0);
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = i + 1; j < count; ++j)
      if (space_->suits(tickets[i], tickets[j])) {
        suits[i] |= std::uint64_t{1} << j;
        suits[j] |= std::uint64_t{1} << i;
      }
  space_->work().comparisons += count * count / 2;
  has_rough_ = std::any_of(tickets.begin(), tickets.begin() + static_cast<std::ptrdiff_t>(count),
                           [this](ticket_ref each) { return space_->sign(each).rough_values; });
  std::vector<std::size_t> order(count);
  for (std::size_t i = 0; i < count; ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    auto degree_a = std::popcount(suits[a]), degree_b = std::popcount(suits[b]);
    return degree_a != degree_b ? degree_a < degree_b : a < b;
  });
  tickets_.clear();
  signs_.clear();
  values_.clear();
  weights_.clear();
  suits_.assign(count, 0);
  for (std::size_t i = 0; i < count; ++i) {
    auto ticket = tickets[order[i]];
    tickets_.push_back(ticket);
    signs_.push_back(space_->sign(ticket));
    auto weight = weight_of(signs_[i], space_->terms());
    weights_.push_back(weight);
    auto strayed = static_cast<std::int64_t>(mix64(left_.salt + ticket) >> 54);  // of 1,024
    values_.push_back(left_.salt == 0 ? weight : weight + weight * strayed / (1'024 * salted_parts));
    for (std::size_t j = 0; j < count; ++j)
      if (suits[order[i]] >> order[j] & 1) suits_[i] |= std::uint64_t{1} << j;
  }
}

void packing::enumerate(const running& so_far, std::uint64_t members, std::uint64_t candidates, std::int64_t value) {
  for_each_bit(candidates, [&](std::size_t joining) {
    if (all_.size() >= left_.groups || left_.enumeration_nodes == 0) {
      complete_ = false;
      return;
    }
    --left_.enumeration_nodes;
    ++space_->work().nodes;
    if (!so_far.takes(seen_[joining])) return;
    auto next = so_far;
    next.add(seen_[joining]);
    auto bit = std::uint64_t{1} << joining;
    consider(next, members | bit, value + values_[joining]);
    auto behind = joining + 1 < 64 ? ~std::uint64_t{0} << (joining + 1) : 0;
    if (auto rest = candidates & suits_[joining] & behind)
      enumerate(next, members | bit, rest, value + values_[joining]);
  });
}

void packing::consider(const running& so_far, std::uint64_t members, std::int64_t value) {
  if (!so_far.size_suits() || static_cast<std::uint32_t>(std::popcount(members)) < space_->kind().least_tickets) return;
  bool rough = false;
  int discs = 0;
  auto oldest = signs_[static_cast<std::size_t>(std::countr_zero(members))].submitted_at;
  for_each_bit(members, [&](std::size_t i) {
    rough |= seen_[i].rough || seen_[i].rough_values;
    discs += signs_[i].has_radius;
    oldest = std::min(oldest, signs_[i].submitted_at);
  });
  if (!space_->is_ready(so_far.people, oldest)) return;
  if (rough) {
    look_at_profiles(members);
    spend(agree_steps(profiles_));
    if (!agree(space_->kind(), profiles_, space_->now())) return;
  } else if (discs > 1 && !members_meet(members)) {
    return;
  }
  all_.push_back({members, value, so_far.people});
}

// It takes as long as several nodes.
void packing::look_at_profiles(std::uint64_t members) {
  profiles_.clear();
  for_each_bit(members, [&](std::size_t i) { profiles_.push_back(&space_->at(tickets_[i])); });
  spend(exact_check_nodes);
}

void packing::spend(std::uint32_t nodes) {
  space_->work().nodes += nodes;
  left_.enumeration_nodes -= std::min(left_.enumeration_nodes, nodes);
}

bool packing::members_meet(std::uint64_t members) {
  group_key key;
  key.fill(~ticket_ref{0});
  auto count = static_cast<std::size_t>(std::popcount(members));
  if (count > remembered_most) {
    look_at_profiles(members);
    return discs_meet(space_->kind(), profiles_);
  }
  auto end = key.begin();
  for_each_bit(members, [&](std::size_t i) {
    auto place = std::upper_bound(key.begin(), end, tickets_[i]);
    std::copy_backward(place, end, end + 1);
    *place = tickets_[i];
    ++end;
  });
  auto [known, is_new] = meetings_.try_emplace(key, false);
  if (is_new) {
    look_at_profiles(members);
    known->second = discs_meet(space_->kind(), profiles_);
  }
  return known->second;
}

std::size_t packing::group_key_hash::operator()(const group_key& key) const {
  std::uint64_t mixed = 0;
  for (auto each : key) mixed = mix64(mixed + each);
  return mixed;
}

// The ticket with the fewest groups left is decided next: it joins one of them, or stays out.
void packing::branch(std::size_t begin, std::int64_t value) {
  auto end = open_.size();
  if (value > best_value_) {
    best_value_ = value;
    best_ = chosen_;
  }
  if (begin == end) return;
  if (left_.branch_steps < end - begin) {
    complete_ = false;
    return;
  }
  left_.branch_steps -= static_cast<std::uint32_t>(end - begin);
  std::uint32_t counts[64] = {};
  std::uint64_t alive = 0;
  for (auto i = begin; i < end; ++i) {
    alive |= all_[open_[i]].tickets;
    for_each_bit(all_[open_[i]].tickets, [&](std::size_t t) { ++counts[t]; });
  }
  auto optimistic = value;
  std::size_t next = 64;
  for_each_bit(alive, [&](std::size_t t) {
    optimistic += values_[t];
    if (next == 64 || counts[t] < counts[next]) next = t;
  });
  if (optimistic <= best_value_) return;
  auto bit = std::uint64_t{1} << next;
  for (auto i = begin; i < end; ++i) {
    auto number = open_[i];
    if ((all_[number].tickets & bit) == 0) continue;
    left_.branch_steps -= std::min(left_.branch_steps, static_cast<std::uint32_t>(end - begin));
    for (auto k = begin; k < end; ++k)
      if ((all_[open_[k]].tickets & all_[number].tickets) == 0) open_.push_back(open_[k]);
    chosen_.push_back(number);
    branch(end, value + all_[number].value);
    chosen_.pop_back();
    open_.resize(end);
  }
  if (optimistic - values_[next] <= best_value_) return;
  for (auto k = begin; k < end; ++k)
    if ((all_[open_[k]].tickets & bit) == 0) open_.push_back(open_[k]);
  branch(end, value);
  open_.resize(end);
}

found_group packing::group(std::size_t which) const {
  found_group made;
  const auto& chosen = all_[best_[which]];
  for_each_bit(chosen.tickets, [&](std::size_t i) { made.tickets.push_back(tickets_[i]); });
  std::sort(made.tickets.begin(), made.tickets.end(),
            [this](ticket_ref a, ticket_ref b) { return space_->older(a, b); });
  made.people = chosen.people;
  made.value = chosen.value;
  return made;
}

std::int64_t packing::weight() const {
  std::int64_t total = 0;
  for (auto each : best_) for_each_bit(all_[each].tickets, [&](std::size_t i) { total += weights_[i]; });
  return total;
}

std::uint32_t packing::people() const {
  std::uint32_t total = 0;
  for (auto each : best_) total += all_[each].people;
  return total;
}

}  // namespace moim
