#include "sim/checks/order_search.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace moim::sim {

std::size_t configuration_hash::operator()(const configuration& each) const {
  std::uint64_t hash = static_cast<std::uint64_t>(each.room.phase) + 1;
  auto add = [&hash](std::uint64_t number) { hash = mix64(hash ^ number); };
  for (auto person : each.room.seats) add(person);
  add(each.done.size() << 32);
  for (auto which : each.done) add(which);
  return hash;
}

order_search::order_search(const room_history& seen, std::uint64_t max_steps) : seen_(seen), max_steps_(max_steps) {
  find_twins();
  list_moments();
}

/// Of operations of unknown ending that do the same, the earlier can always replace the later; so the later
/// waits for it. So do joins of people of whom nothing else is seen: nothing shows whose join it was.
void order_search::find_twins() {
  const auto count = static_cast<operation_number>(seen_.operations.size());
  std::vector<operation_number> by_invocation;
  std::set<person_number> seen;
  for (operation_number which = 0; which < count; ++which) {
    by_invocation.push_back(which);
    if (at(which).how != ending::unknown || at(which).call != room_call::join) seen.insert(at(which).person);
  }
  for (const auto& each : seen_.members) seen.insert(each.person);
  std::stable_sort(by_invocation.begin(), by_invocation.end(),
                   [this](auto one, auto other) { return at(one).invoked < at(other).invoked; });

  twins_.resize(count);
  idle_.resize(count);
  std::map<std::pair<person_number, room_call>, operation_number> last;
  std::set<person_number> unseen;
  for (auto which : by_invocation) {
    twins_[which] = which;
    const auto& asked = at(which);
    if (asked.how != ending::unknown) continue;
    // Nobody sees a read without an answer. And whoever is never seen to leave need not join twice.
    bool nobody = !seen.contains(asked.person);
    idle_[which] = asked.call == room_call::read || (nobody && !unseen.insert(asked.person).second);
    if (idle_[which]) continue;
    auto [before, fresh] = last.emplace(std::pair{nobody ? 0 : asked.person, asked.call}, which);
    if (!fresh) twins_[which] = std::exchange(before->second, which);
  }
}

void order_search::list_moments() {
  struct event {
    event_number at;
    operation_number of;
    bool is_return;
  };
  std::vector<event> events;
  for (operation_number which = 0; which < seen_.operations.size(); ++which) {
    if (idle_[which]) continue;
    events.push_back({at(which).invoked, which, false});
    if (at(which).returned != never) events.push_back({at(which).returned, which, true});
  }
  std::stable_sort(events.begin(), events.end(), [](const auto& one, const auto& other) { return one.at < other.at; });

  std::vector<operation_number> under_way;
  for (const auto& each : events) {
    if (!each.is_return) {
      under_way.push_back(each.of);
      continue;
    }
    moment now{each.of, {}, {}, {}};
    for (auto which : under_way) (at(which).is_effectless() ? now.effectless : now.changing).push_back(which);
    // The returning one first; then what is known to have been done, before what may never have been.
    std::stable_sort(now.changing.begin(), now.changing.end(), [&](auto one, auto other) {
      auto rank = [&](auto which) { return which == each.of ? 0 : at(which).how == ending::done ? 1 : 2; };
      return rank(one) < rank(other);
    });
    moments_.push_back(std::move(now));
    std::erase(under_way, each.of);
  }
}

linearizable order_search::run() {
  if (moments_.empty() || !enter({})) return linearizable::yes;
  while (!levels_.empty()) {
    if (steps_ > max_steps_) return linearizable::undecided;
    auto& now = moments_[levels_.size() - 1];
    auto next = way_past(levels_.back(), now);
    if (!next) {
      if (steps_ > max_steps_) return linearizable::undecided;
      levels_.pop_back();
      continue;
    }
    std::erase(next->done, now.returning);
    if (levels_.size() == moments_.size()) return linearizable::yes;
    enter(std::move(*next));
  }
  return linearizable::no;
}

/// Begins with the next return. False if that was tried before, with the same done so far.
bool order_search::enter(configuration from) {
  auto& now = moments_[levels_.size()];
  do_effectless(from, now);
  if (!now.tried.insert(from).second) return false;
  furthest_ = std::max(furthest_, levels_.size());
  levels_.emplace_back().blocks.push_back({std::move(from), 0, 0});
  return true;
}

std::optional<configuration> order_search::way_past(level& here, const moment& now) {
  for (; here.at < here.blocks.size(); ++here.at, here.next = 0) {
    if (here.next == 0 && here.blocks[here.at].now.is_done(now.returning)) return here.blocks[here.at++].now;
    while (here.next < now.changing.size()) {
      if (steps_ > max_steps_) return std::nullopt;
      auto by = now.changing[here.next++];
      auto after = extend(here, by, now);
      if (!after) continue;
      if (after->is_done(now.returning)) return after;
      if (here.seen.insert(*after).second) here.blocks.push_back({std::move(*after), here.at, by});
    }
  }
  return std::nullopt;
}

std::optional<configuration> order_search::extend(const level& here, operation_number by, const moment& now) {
  const auto& from = here.blocks[here.at].now;
  if (from.is_done(by) || (twins_[by] != by && !from.is_done(twins_[by]))) return std::nullopt;
  bool returns = by == now.returning;
  if (!returns && at(by).call == room_call::leave && !can_matter(from, by, now)) return std::nullopt;
  std::optional<configuration> after{from};
  if (!do_next(*after, by, now)) return std::nullopt;
  if (returns && here.at > 0 && can_be_later(here, *after, now)) return std::nullopt;
  return after;
}

bool order_search::do_next(configuration& from, operation_number which, const moment& now) {
  ++steps_;
  if (!play(from.room, at(which), {})) return false;
  from.add(which);
  do_effectless(from, now);
  return true;
}

void order_search::do_effectless(configuration& from, const moment& now) {
  for (auto which : now.effectless) {
    if (from.is_done(which)) continue;
    ++steps_;
    if (play(from.room, at(which), seen_.members_of(at(which)))) from.add(which);
  }
}

/// Whether it can make a difference to anything under way that somebody leaves now. If not, they may as well leave
/// later: two who leave do so in any order.
bool order_search::can_matter(const configuration& from, operation_number leaving, const moment& now) const {
  auto seat = from.room.seat_of(at(leaving).person);
  auto differs = [&](operation_number which) {
    const auto& other = at(which);
    if (which == leaving || from.is_done(which)) return false;
    if (other.person == at(leaving).person) return true;
    if (other.call == room_call::leave) return false;
    return other.call != room_call::join || other.how == ending::unknown || other.seat == seat;
  };
  auto is_open = [&](operation_number which) { return !from.is_done(which); };
  return std::any_of(now.effectless.begin(), now.effectless.end(), is_open) ||
         std::any_of(now.changing.begin(), now.changing.end(), differs);
}

/// Whether the block's last operation has the same result after the returning one. Then it goes there, and
/// only if a later return needs it.
bool order_search::can_be_later(const level& here, const configuration& after, const moment& now) {
  const auto& last = here.blocks[here.at];
  auto other = here.blocks[last.before].now;
  if (!do_next(other, now.returning, now) || !do_next(other, last.by, now)) return false;
  return other.room == after.room &&
         std::includes(other.done.begin(), other.done.end(), after.done.begin(), after.done.end());
}

}  // namespace moim::sim
