#include "domain/matching/search/packing.hpp"

#include "domain/declare/expects.hpp"
#include "domain/matching/search/agree.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

namespace moim {
namespace {

/// Salt lets a repair stray from the weights by up to a tenth.
constexpr std::int64_t salted_part = 10;
/// Looking at the profiles of a group takes as long as so many nodes.
constexpr std::uint32_t profiles_nodes = 10;
/// So many values are read in the time of a node.
constexpr std::size_t projected_values_in_a_node = 16;

constexpr small_set only(std::size_t place) { return small_set{1} << place; }
/// All places behind one.
constexpr small_set behind(std::size_t place) { return place + 1 < 64 ? ~small_set{0} << (place + 1) : 0; }

}  // namespace

bool packing::solve(const std::vector<ticket_ref>& tickets, const bounds& limits) {
  expects(tickets.size() <= max_tickets);
  left_ = limits;
  is_complete_ = true;
  line_up(tickets);
  enumerate_all();
  bool is_best = choice_.solve(all_, values_, left_.branch_steps);
  return is_complete_ && is_best;
}

std::vector<small_set> packing::who_suits_whom(const std::vector<ticket_ref>& tickets) {
  auto count = tickets.size();
  std::vector<small_set> suits(count, 0);
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = i + 1; j < count; ++j)
      if (space_->suits(tickets[i], tickets[j])) {
        suits[i] |= only(j);
        suits[j] |= only(i);
      }
  space_->work().comparisons += count * count / 2;
  return suits;
}

/// Puts tickets that suit few others first: few groups begin with them.
void packing::line_up(const std::vector<ticket_ref>& tickets) {
  auto suits = who_suits_whom(tickets);
  std::vector<std::size_t> order(tickets.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    auto degree_a = std::popcount(suits[a]), degree_b = std::popcount(suits[b]);
    return degree_a != degree_b ? degree_a < degree_b : a < b;
  });
  tickets_.clear();
  signatures_.clear();
  values_.clear();
  weights_.clear();
  has_rough_ = false;
  for (auto place : order) add(tickets[place]);
  suits_.assign(order.size(), 0);
  for (std::size_t i = 0; i < order.size(); ++i)
    for (std::size_t j = 0; j < order.size(); ++j)
      if (suits[order[i]] & only(order[j])) suits_[i] |= only(j);
}

void packing::add(ticket_ref ticket) {
  const auto& sign = space_->signature_of(ticket);
  auto weight = weight_of(sign, space_->terms());
  auto strayed = static_cast<std::int64_t>(mix64(left_.salt + ticket) >> 54);  // of 1,024
  tickets_.push_back(ticket);
  signatures_.push_back(sign);
  has_rough_ |= sign.rough_values;
  weights_.push_back(weight);
  values_.push_back(left_.salt == 0 ? weight : weight + weight * strayed / (1'024 * salted_part));
}

void packing::enumerate_all() {
  all_.clear();
  seen_ = signatures_;
  for (std::size_t first = 0; first < tickets_.size(); ++first) {
    auto others = suits_[first] & behind(first);
    project(first, others);
    enumerate({begin_group(seen_[first], *space_), only(first), others, values_[first]});
  }
}

/// A signature has only 64 bits for all values of a pool. If a ticket names a value beyond them, all
/// signatures are rewritten in bits of the first ticket's own values.
void packing::project(std::size_t first, small_set others) {
  if (!has_rough_ || others == 0) return;
  projection_.begin(space_->base().layout(), space_->at(tickets_[first]));
  std::size_t read = 0;
  for_each_member(others | only(first), [&](std::size_t i) {
    const auto& of = space_->at(tickets_[i]);
    seen_[i] = projection_.project(signatures_[i], of);
    read += of.values().size();
  });
  space_->work().nodes += read / projected_values_in_a_node;
}

/// Each candidate joins in turn; only those behind it may follow, so that each group is met once.
void packing::enumerate(const branch& from) {
  for_each_member(from.candidates, [&](std::size_t joining) {
    if (!may_try_another() || !from.so_far.accepts(seen_[joining])) return;
    branch with{from.so_far, from.members | only(joining), from.candidates & suits_[joining] & behind(joining),
                from.value + values_[joining]};
    with.so_far.add(seen_[joining]);
    consider(with.so_far, with.members, with.value);
    if (with.candidates != 0) enumerate(with);
  });
}

bool packing::may_try_another() {
  bool may = all_.size() < left_.groups && left_.enumeration_nodes > 0;
  is_complete_ &= may;
  if (may) spend(1);
  return may;
}

void packing::consider(const running& so_far, small_set members, std::int64_t value) {
  if (!so_far.size_suits()) return;
  if (static_cast<std::uint32_t>(std::popcount(members)) < space_->kind().least_tickets) return;
  group_outline outline;
  for_each_member(members, [&](std::size_t i) { outline.add(seen_[i]); });
  if (!space_->is_ready(so_far.people, outline.oldest_submitted_at) || !agrees(outline, members)) return;
  all_.push_back({members, value});
}

/// The running intersection is exact, except for discs and for what signatures hold only roughly.
bool packing::agrees(const group_outline& outline, small_set members) {
  if (!outline.is_rough) return outline.discs < 2 || discs_of_members_meet(members);
  look_at_profiles(members);
  spend(agree_steps(profiles_));
  return agree(space_->kind(), profiles_, space_->now()).has_value();
}

bool packing::discs_of_members_meet(small_set members) {
  if (std::popcount(members) > static_cast<int>(max_remembered)) return look_whether_discs_meet(members);
  auto [known, is_new] = meetings_.try_emplace(key_of(members), false);
  if (is_new) known->second = look_whether_discs_meet(members);
  return known->second;
}

bool packing::look_whether_discs_meet(small_set members) {
  look_at_profiles(members);
  return discs_meet(space_->kind(), profiles_);
}

void packing::look_at_profiles(small_set members) {
  profiles_.clear();
  for_each_member(members, [&](std::size_t i) { profiles_.push_back(&space_->at(tickets_[i])); });
  spend(profiles_nodes);
}

void packing::spend(std::uint32_t nodes) {
  space_->work().nodes += nodes;
  left_.enumeration_nodes -= std::min(left_.enumeration_nodes, nodes);
}

packing::group_key packing::key_of(small_set members) const {
  group_key key;
  key.fill(~ticket_ref{0});
  auto end = key.begin();
  for_each_member(members, [&](std::size_t i) {
    auto place = std::upper_bound(key.begin(), end, tickets_[i]);
    std::copy_backward(place, end, end + 1);
    *place = tickets_[i];
    ++end;
  });
  return key;
}

std::size_t packing::group_key_hash::operator()(const group_key& key) const {
  std::uint64_t mixed = 0;
  for (auto each : key) mixed = mix64(mixed + each);
  return mixed;
}

found_group packing::group(std::size_t which) const {
  found_group made;
  const auto& chosen = all_[choice_.chosen()[which]];
  for_each_member(chosen.members, [&](std::size_t i) {
    made.tickets.push_back(tickets_[i]);
    made.people += signatures_[i].people;
  });
  sort_by_age(made.tickets, *space_);
  made.value = chosen.value;
  return made;
}

std::int64_t packing::weight() const {
  std::int64_t total = 0;
  for (auto each : choice_.chosen()) for_each_member(all_[each].members, [&](std::size_t i) { total += weights_[i]; });
  return total;
}

std::uint32_t packing::people() const {
  std::uint32_t total = 0;
  for (std::size_t i = 0; i < groups(); ++i) total += group(i).people;
  return total;
}

}  // namespace moim
