#include "domain/outbox/courier.hpp"

#include "domain/planted.hpp"

#include <algorithm>

namespace moim {
namespace {

/// Whoever gives no sign of life is tried so often before anything is given up.
constexpr unsigned tries_least = 5;

/// Between half of it and all of it: those that began together do not go on together.
time_ms pause_after(unsigned tries, std::uint64_t chance) {
  auto longest = std::min(send_again_most_ms, send_again_least_ms << std::min(tries, 16u));
  auto least = std::max<time_ms>(longest / 2, send_again_least_ms);
  return least + static_cast<time_ms>(chance % static_cast<std::uint64_t>(longest - least + 1));
}

}  // namespace

void courier::add(const parcel& added, time_ms from) {
  if (!parcels_.emplace(added.number, added).second) return;
  auto& to = lanes_[added.target];
  to.open.insert(added.number);
  // Behind another for the same target it waits for that.
  if (to.open.size() == 1) plan(added.target, to, from);
}

void courier::remove(std::uint64_t number, time_ms now) {
  auto found = parcels_.find(number);
  if (found == parcels_.end()) return;
  auto gone = found->second;
  bool was_settled = settled_.erase(number) > 0;
  parcels_.erase(found);
  if (!was_settled) close(gone, now);
}

bool courier::settle(std::uint64_t number, time_ms now) {
  if (!is_open(number)) return false;
  settled_.insert(number);
  close(parcels_.at(number), now);
  return true;
}

/// The next for the target may go, and whoever waited for this one.
void courier::close(const parcel& of, time_ms now) {
  auto& from = lanes_.at(of.target);
  bool was_first = *from.open.begin() == of.number;
  from.open.erase(of.number);
  from.tries_in_vain = 0;
  if (from.open.empty()) {
    unplan(of.target, from);
    lanes_.erase(of.target);
  } else if (was_first) {
    from.tries = 0;
    plan(of.target, from, now);
  }
  auto [first, last] = blocked_.equal_range(of.number);
  std::vector<entity_id> waiting;
  for (auto each = first; each != last; ++each) waiting.push_back(each->second);
  blocked_.erase(first, last);
  for (const auto& target : waiting)
    if (auto to = lanes_.find(target); to != lanes_.end()) plan(target, to->second, now);
}

void courier::postpone(std::uint64_t number, time_ms until, bool counts) {
  if (!is_open(number)) return;
  const auto& of = parcels_.at(number);
  auto& to = lanes_.at(of.target);
  if (*to.open.begin() != number) return;
  if (!counts) to.tries_in_vain = 0;
  plan(of.target, to, until);
}

/// The oldest for the target that has its turn; nothing if that waits for another's.
std::optional<std::uint64_t> courier::take_first(time_ms now, std::uint64_t chance) {
  auto target = due_.begin()->second;
  auto& to = lanes_.at(target);
  auto number = *to.open.begin();
  unplan(target, to);
  if (auto after = parcels_.at(number).after; after != 0 && is_open(after)) {
    blocked_.emplace(after, target);
    return std::nullopt;
  }
  if (is_planted(planted_bug::deliveries_not_repeated)) return number;
  plan(target, to, now + pause_after(to.tries, chance));
  ++to.tries;
  ++to.tries_in_vain;
  return number;
}

void courier::plan(const entity_id& target, lane& of, time_ms at) {
  unplan(target, of);
  of.due_at = at;
  due_.emplace(at, target);
}

void courier::unplan(const entity_id& target, lane& of) {
  if (of.due_at) due_.erase({*of.due_at, target});
  of.due_at.reset();
}

std::vector<std::uint64_t> courier::given_up(time_ms now, time_ms after_ms) const {
  std::vector<std::uint64_t> all;
  // Asked in every round, and hardly ever is one so old.
  if (parcels_.empty() || now - parcels_.begin()->second.made_at < after_ms) return all;
  for (const auto& [target, to] : lanes_) {
    const auto& of = parcels_.at(*to.open.begin());
    bool in_vain = to.tries_in_vain >= tries_least && now - of.made_at >= after_ms;
    if (in_vain && !of.is_lasting) all.push_back(of.number);
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace moim
