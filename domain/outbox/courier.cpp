#include "domain/outbox/courier.hpp"

#include "domain/planted.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace moim {
namespace {

/// A silent target is tried this often before anything for it is given up.
constexpr unsigned min_tries = 5;

/// Draws between half the longest pause and all of it, so that deliveries do not stay in step.
time_ms pause_after(unsigned tries, std::uint64_t chance) {
  auto longest = std::min(max_send_again_ms, min_send_again_ms << std::min(tries, 16u));
  auto min = std::max<time_ms>(longest / 2, min_send_again_ms);
  return min + static_cast<time_ms>(chance % static_cast<std::uint64_t>(longest - min + 1));
}

}  // namespace

bool courier::is_open(std::uint64_t number) const {
  auto found = parcels_.find(number);
  return found != parcels_.end() && !found->second.is_settled;
}

void courier::add(const parcel& added, time_ms from) {
  auto [made, is_new] = parcels_.try_emplace(added.number);
  if (!is_new) return;
  made->second.of = added;
  auto& to = lanes_[added.target];
  put_into(to, made->second);
  // If another delivery for the same target comes first, it waits for that one.
  if (to.first != added.number) return;
  if (auto second = made->second.next; second != 0) {
    // That one may be under way.
    auto& passed = parcels_.at(second);
    from = std::max(from, passed.due_at.value_or(from));
    passed.due_at.reset();
  }
  plan(made->second, from);
}

/// Nearly always it is the last.
void courier::put_into(lane& to, kept& added) {
  auto number = added.of.number;
  if (to.first == 0 || number < to.first) {
    added.next = std::exchange(to.first, number);
    if (to.last == 0) to.last = number;
    return;
  }
  auto* before = &parcels_.at(number > to.last ? to.last : to.first);
  while (before->next != 0 && before->next < number) before = &parcels_.at(before->next);
  added.next = std::exchange(before->next, number);
  to.last = std::max(to.last, number);
}

void courier::remove(std::uint64_t number, time_ms now) {
  auto found = parcels_.find(number);
  if (found == parcels_.end()) return;
  if (found->second.is_settled)
    --settled_count_;
  else
    close(found->second, now);
  parcels_.erase(found);
}

bool courier::settle(std::uint64_t number, time_ms now) {
  auto found = parcels_.find(number);
  if (found == parcels_.end() || found->second.is_settled) return false;
  close(found->second, now);
  found->second.is_settled = true;
  settled_.push_back(number);
  ++settled_count_;
  return true;
}

const std::vector<std::uint64_t>& courier::settled() {
  if (settled_.size() == settled_count_ && std::is_sorted(settled_.begin(), settled_.end())) return settled_;
  std::erase_if(settled_, [this](std::uint64_t number) {
    auto found = parcels_.find(number);
    return found == parcels_.end() || !found->second.is_settled;
  });
  std::sort(settled_.begin(), settled_.end());
  settled_.erase(std::unique(settled_.begin(), settled_.end()), settled_.end());
  return settled_;
}

/// Closes a delivery: the target's next one may go, and so may those that waited for this one.
void courier::close(kept& of, time_ms now) {
  auto at = lanes_.find(of.of.target);
  auto& from = at->second;
  from.tries_in_vain = 0;
  of.due_at.reset();
  if (from.first != of.of.number) {
    auto* before = &parcels_.at(from.first);
    while (before->next != of.of.number) before = &parcels_.at(before->next);
    before->next = of.next;
    if (from.last == of.of.number) from.last = before->of.number;
  } else if (of.next == 0) {
    lanes_.erase(at);
  } else {
    from.first = of.next;
    from.tries = 0;
    plan(parcels_.at(of.next), now);
  }
  if (!blocked_.empty()) let_go(of.of.number, now);
  if (lanes_.empty()) forget_turns();
}

void courier::let_go(std::uint64_t number, time_ms now) {
  auto [first, last] = blocked_.equal_range(number);
  std::vector<entity_id> waiting;
  for (auto each = first; each != last; ++each) waiting.push_back(each->second);
  blocked_.erase(first, last);
  for (const auto& target : waiting)
    if (auto to = lanes_.find(target); to != lanes_.end()) plan(parcels_.at(to->second.first), now);
}

void courier::postpone(std::uint64_t number, time_ms until, bool counts) {
  if (!is_open(number)) return;
  auto& of = parcels_.at(number);
  auto& to = lanes_.at(of.of.target);
  if (to.first != number) return;
  if (!counts) to.tries_in_vain = 0;
  if (!is_planted(planted_bug::deliveries_not_repeated)) plan_again(of, until);
}

/// Takes the delivery whose turn comes first; nothing if it has to wait for another one.
std::optional<std::uint64_t> courier::take_first(turn first, time_ms now, std::uint64_t chance) {
  auto number = first.number;
  auto& of = parcels_.at(number);
  if (of.of.after != 0 && is_open(of.of.after)) {
    of.due_at.reset();
    blocked_.emplace(of.of.after, of.of.target);
    return std::nullopt;
  }
  if (is_planted(planted_bug::deliveries_not_repeated)) return of.due_at.reset(), number;
  auto& to = lanes_.at(of.of.target);
  plan_again(of, now + pause_after(to.tries, chance));
  ++to.tries;
  ++to.tries_in_vain;
  return number;
}

void courier::plan(kept& of, time_ms at) {
  bool is_in_order = next_in_order_ == in_order_.size() || at >= in_order_.back().at;
  if (!is_in_order) return plan_again(of, at);
  if (of.due_at == at) return;
  of.due_at = at;
  in_order_.push_back({at, of.of.number});
}

void courier::plan_again(kept& of, time_ms at) {
  if (of.due_at == at) return;
  of.due_at = at;
  others_.push_back({at, of.of.number});
  std::push_heap(others_.begin(), others_.end(), std::greater{});
}

bool courier::counts(const turn& of) const {
  auto found = parcels_.find(of.number);
  return found != parcels_.end() && found->second.due_at == of.at;
}

/// The earliest that counts.
const courier::turn* courier::first_turn() {
  while (next_in_order_ < in_order_.size() && !counts(in_order_[next_in_order_])) ++next_in_order_;
  auto* first = next_in_order_ < in_order_.size() ? &in_order_[next_in_order_] : nullptr;
  if (!first) in_order_.clear(), next_in_order_ = 0;
  while (!others_.empty() && !(first && *first < others_.front())) {
    if (counts(others_.front())) return &others_.front();
    std::pop_heap(others_.begin(), others_.end(), std::greater{});
    others_.pop_back();
  }
  return first;
}

void courier::forget_turns() {
  in_order_.clear();
  next_in_order_ = 0;
  others_.clear();
}

std::vector<std::uint64_t> courier::given_up(time_ms now, time_ms after_ms) const {
  std::vector<std::uint64_t> all;
  // Asked in every round, and hardly ever is one so old.
  if (parcels_.empty() || now - parcels_.begin()->second.of.made_at < after_ms) return all;
  for (const auto& [target, to] : lanes_) {
    const auto& of = parcels_.at(to.first).of;
    bool in_vain = to.tries_in_vain >= min_tries && now - of.made_at >= after_ms;
    if (in_vain && !of.is_lasting) all.push_back(of.number);
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace moim
