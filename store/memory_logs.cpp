#include "store/memory_logs.hpp"

#include "store/limits.hpp"

#include <algorithm>
#include <iterator>

namespace moim::store {

memory_logs::memory_logs(const id_secret& secret) { held_.secret = secret; }

id_secret memory_logs::secret() const {
  std::lock_guard lock{mutex_};
  return held_.secret;
}

void memory_logs::follower_list::remove(const entity_id& entity, const moved_function& moved) {
  std::lock_guard lock{mutex};
  auto found = of.find(entity);
  if (found == of.end()) return;
  std::erase_if(found->second, [&](const follower& each) { return each.moved == moved; });
  if (found->second.empty()) of.erase(found);
}

head memory_logs::log::now() const {
  return records.empty() ? head{} : head{forgotten + records.size(), records.back().commit};
}

bool memory_logs::log::holds(const head& commit) const {
  if (commit.version == forgotten) return commit == head{};
  return commit.version > forgotten && commit.version <= forgotten + records.size() &&
         records[commit.version - forgotten - 1].commit == commit.commit;
}

version memory_logs::log::oldest_slice() const {
  version oldest = slices.empty() ? 0 : now().version;
  for (const auto& [index, slice] : slices) oldest = std::min(oldest, slice.as_of);
  return oldest;
}

stored_record memory_logs::log::stored(version number) const {
  const auto& found = records[number - forgotten - 1];
  return {number, found.commit, found.bytes};
}

conflict memory_logs::missed_since(const log& log, const head& expected) {
  conflict result{log.now(), {}};
  if (!log.holds(expected) || result.now.version - expected.version > missed_records_max) return result;
  for (auto number = expected.version + 1; number <= result.now.version; ++number) {
    result.missed.push_back(log.stored(number));
  }
  return result;
}

void memory_logs::forget(log& log, version to) {
  // The newest record stays: it is the head.
  auto newest = log.now().version;
  to = std::min({to, log.oldest_slice(), newest == 0 ? 0 : newest - 1});
  if (to <= log.forgotten) return;
  log.records.erase(log.records.begin(), log.records.begin() + static_cast<std::ptrdiff_t>(to - log.forgotten));
  log.forgotten = to;
}

void memory_logs::set_wake(const entity_id& entity, log& log, std::optional<time_ms> at) {
  if (log.wake) held_.wakes.erase({*log.wake, entity});
  log.wake = at;
  if (at) held_.wakes.insert({*at, entity});
}

const memory_logs::log& memory_logs::find(const entity_id& entity) const {
  static const log nothing;
  auto found = held_.logs.find(entity);
  return found == held_.logs.end() ? nothing : found->second;
}

append_result memory_logs::append(append_request request) {
  std::lock_guard lock{mutex_};
  if (request.expected != find(request.entity).now()) return missed_since(find(request.entity), request.expected);
  if (auto why = why_unfit(request.riders)) return std::move(*why);
  auto& log = held_.logs[request.entity];
  if (!request.record.empty()) log.records.push_back({request.commit, std::move(request.record), log.wake, nullptr});
  put(request.entity, request.wake, request.card);
  if (request.snapshot) log.slices[request.snapshot->index] = std::move(*request.snapshot);
  forget(log, request.forget_to);
  committed landed{log.now()};
  if (!request.riders.empty()) add_riders(request.entity, std::move(request.riders), landed);
  return landed;
}

std::optional<unfit> memory_logs::why_unfit(const std::vector<rider>& riders) const {
  unfit found;
  for (const auto& each : riders)
    if (each.begins && find(each.entity).now() != head{}) found.riders.push_back(each.entity);
  return found.riders.empty() ? std::nullopt : std::optional{std::move(found)};
}

void memory_logs::add_riders(const entity_id& entity, std::vector<rider> riders, committed& landed) {
  std::vector<place> together{{entity, landed.now.version}};
  for (auto& each : riders) {
    auto& log = held_.logs[each.entity];
    log.records.push_back({each.commit, std::move(each.record), log.wake, nullptr});
    put(each.entity, each.wake, each.card);
    landed.riders.push_back(log.now());
    together.push_back({each.entity, landed.riders.back().version});
  }
  auto shared = std::make_shared<const std::vector<place>>(std::move(together));
  for (const auto& each : *shared) {
    auto& log = held_.logs[each.entity];
    log.records[each.at - log.forgotten - 1].together = shared;
  }
}

/// The wake-up and the card that come with a record.
void memory_logs::put(const entity_id& entity, std::optional<wake_change>& wake, std::optional<card_change>& card) {
  if (wake) set_wake(entity, held_.logs[entity], wake->at);
  if (card && card->bytes) {
    held_.cards[entity] = std::move(*card->bytes);
  } else if (card) {
    held_.cards.erase(entity);
  }
}

log_piece memory_logs::read(const read_request& request) const {
  std::lock_guard lock{mutex_};
  const auto& log = find(request.entity);
  log_piece piece{log.now(), log.forgotten, {}, {}};
  auto after = request.after.value_or(log.oldest_slice());
  if (!request.after) {
    for (const auto& [index, slice] : log.slices) piece.slices.push_back(slice);
  }
  for (auto number = std::max(after, log.forgotten) + 1; number <= piece.now.version; ++number) {
    if (piece.records.size() == request.limit) break;
    piece.records.push_back(log.stored(number));
  }
  return piece;
}

std::vector<entity_id> memory_logs::claim(time_ms now, time_ms lease, std::size_t limit) {
  std::lock_guard lock{mutex_};
  std::vector<entity_id> due;
  for (auto next = held_.wakes.begin(); next != held_.wakes.end() && next->first <= now && due.size() < limit; ++next) {
    due.push_back(next->second);
  }
  for (const auto& entity : due) set_wake(entity, held_.logs[entity], now + lease);
  return due;
}

std::vector<stored_card> memory_logs::cards(std::optional<entity_id> after, std::size_t limit) const {
  std::lock_guard lock{mutex_};
  std::vector<stored_card> page;
  for (auto next = after ? held_.cards.upper_bound(*after) : held_.cards.begin(); next != held_.cards.end(); ++next) {
    if (page.size() == limit) break;
    page.push_back({next->first, next->second});
  }
  return page;
}

version memory_logs::log::never_lost() const {
  version kept = forgotten == 0 ? 0 : forgotten + 1;
  for (const auto& [index, slice] : slices) kept = std::max(kept, slice.as_of);
  return kept;
}

std::vector<memory_logs::lost_tail> memory_logs::lose_tail(const entity_id& entity, std::size_t count,
                                                           bool whole_batches) {
  std::lock_guard lock{mutex_};
  auto now = find(entity).now().version;
  for (auto lost = std::min<std::size_t>(count, now); lost > 0; --lost) {
    std::map<entity_id, version> kept;
    if (!find_lost(entity, now - lost, whole_batches, kept)) continue;
    // Perhaps more than was asked for: what rode with it may have taken more of this log along.
    std::vector<lost_tail> tails{{entity, now - kept.at(entity)}};
    for (const auto& [other, to] : kept)
      if (other != entity) tails.push_back({other, find(other).now().version - to});
    for (const auto& [each, to] : kept) cut(each, to);
    return tails;
  }
  return {};
}

/// Adds what has to go if this log is cut after `to`. False if some of it cannot.
bool memory_logs::find_lost(const entity_id& entity, version to, bool whole_batches,
                            std::map<entity_id, version>& kept) const {
  const auto& log = find(entity);
  if (to < log.never_lost()) return false;
  auto [found, is_new] = kept.try_emplace(entity, to);
  if (!is_new && found->second <= to) return true;
  found->second = to;
  for (auto number = to + 1; number <= log.now().version; ++number) {
    const auto& together = log.records[number - log.forgotten - 1].together;
    if (!together || !whole_batches) continue;
    for (const auto& each : *together)
      if (each.entity != entity && !find_lost(each.entity, each.at - 1, whole_batches, kept)) return false;
  }
  return true;
}

void memory_logs::cut(const entity_id& entity, version to) {
  auto& log = held_.logs[entity];
  auto first_lost = log.records.begin() + static_cast<std::ptrdiff_t>(to - log.forgotten);
  set_wake(entity, log, first_lost->wake_before);
  log.records.erase(first_lost, log.records.end());
  if (log.records.empty()) held_.cards.erase(entity);
}

memory_logs::backup memory_logs::back_up() const {
  std::lock_guard lock{mutex_};
  backup saved;
  saved.held_ = held_;
  return saved;
}

void memory_logs::restore(const backup& saved) {
  std::lock_guard lock{mutex_};
  held_ = saved.held_;
}

head memory_logs::head_of(const entity_id& entity) const {
  std::lock_guard lock{mutex_};
  return find(entity).now();
}

std::vector<stored_record> memory_logs::records_of(const entity_id& entity) const {
  std::lock_guard lock{mutex_};
  const auto& log = find(entity);
  std::vector<stored_record> records;
  for (auto number = log.forgotten + 1; number <= log.now().version; ++number) records.push_back(log.stored(number));
  return records;
}

std::optional<time_ms> memory_logs::wake_of(const entity_id& entity) const {
  std::lock_guard lock{mutex_};
  return find(entity).wake;
}

std::vector<entity_id> memory_logs::entities() const {
  std::lock_guard lock{mutex_};
  std::vector<entity_id> all;
  all.reserve(held_.logs.size());
  for (const auto& [entity, log] : held_.logs) all.push_back(entity);
  std::sort(all.begin(), all.end());
  return all;
}

following memory_logs::follow(const void* node, const entity_id& entity, std::function<void(head)> moved) {
  auto shared = std::make_shared<std::function<void(head)>>(std::move(moved));
  {
    std::lock_guard lock{followers_->mutex};
    followers_->of[entity].push_back({node, shared});
  }
  auto end = [list = followers_, entity, shared](void*) { list->remove(entity, shared); };
  // A shared_ptr calls its deleter even for a null pointer.
  return following{static_cast<void*>(nullptr), std::move(end)};
}

std::vector<memory_logs::moved_function> memory_logs::followers(const void* not_of_node,
                                                                const entity_id& entity) const {
  std::lock_guard lock{followers_->mutex};
  std::vector<moved_function> others;
  auto found = followers_->of.find(entity);
  if (found == followers_->of.end()) return others;
  for (const auto& each : found->second) {
    if (each.node != not_of_node) others.push_back(each.moved);
  }
  return others;
}

}  // namespace moim::store
