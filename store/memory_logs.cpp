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
  auto& log = held_.logs[request.entity];
  if (!request.record.empty()) log.records.push_back({request.commit, std::move(request.record), log.wake});
  if (request.wake) set_wake(request.entity, log, request.wake->at);
  if (request.card && request.card->bytes) {
    held_.cards[request.entity] = std::move(*request.card->bytes);
  } else if (request.card) {
    held_.cards.erase(request.entity);
  }
  if (request.snapshot) log.slices[request.snapshot->index] = std::move(*request.snapshot);
  forget(log, request.forget_to);
  return committed{log.now()};
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

std::size_t memory_logs::lose_tail(const entity_id& entity, std::size_t count) {
  std::lock_guard lock{mutex_};
  auto found = held_.logs.find(entity);
  if (found == held_.logs.end()) return 0;
  auto& log = found->second;
  version kept = log.forgotten == 0 ? 0 : log.forgotten + 1;
  for (const auto& [index, slice] : log.slices) kept = std::max(kept, slice.as_of);
  auto lost = std::min<std::size_t>(count, log.now().version - std::min(kept, log.now().version));
  if (lost == 0) return 0;
  auto first_lost = log.records.end() - static_cast<std::ptrdiff_t>(lost);
  set_wake(entity, log, first_lost->wake_before);
  log.records.erase(first_lost, log.records.end());
  if (log.records.empty()) held_.cards.erase(entity);
  return lost;
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
