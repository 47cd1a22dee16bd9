#include "domain/matching/index/ticket_table.hpp"

#include "domain/planted.hpp"

#include <algorithm>
#include <map>

namespace moim {
namespace {

constexpr std::size_t max_recent = 1'024;
constexpr std::size_t suiting_enough = 48;
constexpr std::size_t max_probed_keys = 1'024;

template <class Id>
std::uint64_t hash_of(const Id& id) {
  return std::hash<Id>{}(id);
}

void count_pattern(std::vector<pattern_use>& patterns, key_pattern pattern, int change) {
  auto at = std::lower_bound(patterns.begin(), patterns.end(), pattern,
                             [](const pattern_use& use, key_pattern value) { return use.pattern < value; });
  if (at == patterns.end() || at->pattern != pattern) at = patterns.insert(at, {pattern, 0});
  at->tickets += static_cast<std::uint32_t>(change);
  if (at->tickets == 0) patterns.erase(at);
}

}  // namespace

ticket_table::ticket_table(const pool_kind& kind, const value_names* under)
    : layout_(make_layout(kind)), names_(under) {
  for (auto& plan : key_plan::plans_of(kind)) plans_.push_back({std::move(plan), {}, {}});
}

slot ticket_table::add(profile of, age_rank age) {
  slot which = 0;
  if (free_.empty()) {
    which = static_cast<slot>(profiles_.size());
    profiles_.push();
    signatures_.push();
    ages_.push();
    links_.push();
    filed_.push();
  } else {
    which = free_.back();
    free_.pop_back();
  }
  signatures_[which] = make_signature(layout_, of);
  by_id_.insert(hash_of(of.id), which);
  for (const auto& user : of.users()) by_user_.insert(hash_of(user), which);
  profiles_[which] = std::move(of);
  ages_[which] = age;
  filed_[which] = false;
  link_in(which);
  ++size_;
  return which;
}

void ticket_table::file(slot which) {
  if (filed_[which]) return;
  filed_[which] = true;
  ++filed_count_;
  for (auto& filed : plans_) {
    count_pattern(filed.patterns, filed.plan.post(profiles_[which], keys_), 1);
    for (auto key : keys_) filed.postings.prefetch(key);
    for (auto key : keys_) filed.postings.insert(key, which, ages_);
  }
}

void ticket_table::unfile(slot which) {
  if (!filed_[which]) return;
  filed_[which] = false;
  --filed_count_;
  for (auto& filed : plans_) {
    count_pattern(filed.patterns, filed.plan.post(profiles_[which], keys_), -1);
    for (auto key : keys_) filed.postings.erase(key, which, ages_);
  }
}

void ticket_table::remove(slot which) {
  unfile(which);
  const auto& of = profiles_[which];
  by_id_.erase(hash_of(of.id), which);
  for (const auto& user : of.users()) by_user_.erase(hash_of(user), which);
  release_names(of, names_);
  unlink(which);
  profiles_[which] = {};
  free_.push_back(which);
  --size_;
}

void ticket_table::replace(slot which, profile by) {
  bool filed = filed_[which];
  if (!is_planted(planted_bug::old_postings_kept)) unfile(which);
  release_names(profiles_[which], names_);
  signatures_[which] = make_signature(layout_, by);
  profiles_[which] = std::move(by);
  measure_share(which);
  if (filed) file(which);
}

void ticket_table::clear(const value_names* under) {
  for (auto each = oldest_; each != nowhere; each = links_[each].newer) {
    by_id_.erase(hash_of(profiles_[each].id), each);
    for (const auto& user : profiles_[each].users()) by_user_.erase(hash_of(user), each);
    profiles_[each] = {};
  }
  profiles_.clear();
  signatures_.clear();
  ages_.clear();
  links_.clear();
  filed_.clear();
  free_.clear();
  names_.clear(under);
  oldest_ = newest_ = nowhere;
  size_ = 0;
  filed_count_ = 0;
  recent_.clear();
  next_recent_ = 0;
  for (auto& filed : plans_) {
    filed.postings.clear();
    filed.patterns.clear();
  }
}

std::optional<slot> ticket_table::find(const ticket_id& id) const {
  return by_id_.find(hash_of(id), [&](slot which) { return profiles_[which].id == id; });
}

std::optional<slot> ticket_table::find_user(const user_id& user) const {
  return by_user_.find(hash_of(user), [&](slot which) { return has_user(which, user); });
}

bool ticket_table::has_user(slot which, const user_id& user) const {
  auto users = profiles_[which].users();
  return !profiles_[which].is_backfill && std::find(users.begin(), users.end(), user) != users.end();
}

// New tickets are the newest; only those that come back from elsewhere have to look for their place. When a log is
// replayed after its slices, that is right behind the ticket before, which mostly has the slot before.
void ticket_table::link_in(slot which) {
  auto older = newest_;
  bool is_newest = older == nowhere || ages_[older] <= ages_[which];
  if (!is_newest && which > 0 && profiles_[which - 1].id != ticket_id{}) {
    older = which - 1;
    while (links_[older].newer != nowhere && ages_[links_[older].newer] <= ages_[which]) older = links_[older].newer;
  }
  while (older != nowhere && ages_[older] > ages_[which]) older = links_[older].older;
  auto newer = older == nowhere ? oldest_ : links_[older].newer;
  links_[which] = {older, newer};
  (older == nowhere ? oldest_ : links_[older].newer) = which;
  (newer == nowhere ? newest_ : links_[newer].older) = which;
}

void ticket_table::unlink(slot which) {
  auto [older, newer] = links_[which];
  (older == nowhere ? oldest_ : links_[older].newer) = newer;
  (newer == nowhere ? newest_ : links_[newer].older) = older;
}

bool ticket_table::probe(std::size_t plan, const profile& of, std::vector<std::uint64_t>& keys,
                         std::vector<std::span<const slot>>& lists, std::size_t& total) const {
  const auto& filed = plans_[plan];
  keys.clear();
  lists.clear();
  total = 0;
  if (!filed.plan.probe(of, filed.patterns, names_, max_probed_keys, keys)) return false;
  for (auto key : keys) filed.postings.prefetch(key);
  for (auto key : keys) {
    auto found = filed.postings.find(key);
    if (found.empty()) continue;
    total += found.size();
    lists.push_back(found);
  }
  return true;
}

void ticket_table::remember(const signature& of) {
  if (recent_.size() < max_recent)
    recent_.push_back(of);
  else
    recent_[next_recent_] = of;
  next_recent_ = (next_recent_ + 1) % max_recent;
}

void ticket_table::remember(const ticket& of) {
  auto passing = make_profile(of, names_);
  remember(make_signature(layout_, passing));
  release_names(passing, names_);
}

// From the newest on, until so many suit that more would tell little.
void ticket_table::measure_share(slot which) {
  std::size_t suiting = 0;
  std::size_t looked_at = 0;
  const auto& of = signatures_[which];
  for (; looked_at < recent_.size() && suiting < suiting_enough; ++looked_at)
    suiting += may_suit(of, recent_[(next_recent_ + max_recent - 1 - looked_at) % max_recent]);
  signatures_[which].share = share_of(suiting, looked_at);
}

double ticket_table::arrivals_in(time_ms span_ms) const {
  if (recent_.empty()) return 0;
  const auto& newest = next_recent_ == 0 ? recent_.back() : recent_[next_recent_ - 1];
  const auto& oldest = recent_.size() < max_recent ? recent_.front() : recent_[next_recent_];
  auto took_ms = newest.submitted_at - oldest.submitted_at;
  if (took_ms <= 0) return 0;
  return static_cast<double>(span_ms) * static_cast<double>(recent_.size() - 1) / static_cast<double>(took_ms);
}

bool ticket_table::index_equals_rebuilt() const {
  for (const auto& filed : plans_) {
    std::map<std::uint32_t, std::vector<slot>> rebuilt;
    std::vector<pattern_use> patterns;
    std::vector<std::uint64_t> keys;
    for (auto each = oldest_; each != nowhere; each = links_[each].newer) {
      if (!filed_[each]) continue;
      count_pattern(patterns, filed.plan.post(profiles_[each], keys), 1);
      for (auto key : keys) rebuilt[tag_of(key)].push_back(each);
    }
    bool equal = patterns == filed.patterns && rebuilt.size() == filed.postings.tags();
    filed.postings.for_each([&](std::uint32_t tag, std::span<const slot> slots) {
      auto found = rebuilt.find(tag);
      equal = equal && found != rebuilt.end() &&
              std::equal(slots.begin(), slots.end(), found->second.begin(), found->second.end());
    });
    if (!equal) return false;
  }
  std::size_t count = 0;
  for (auto each = oldest_; each != nowhere; each = links_[each].newer, ++count) {
    if (find(profiles_[each].id) != each) return false;
    for (const auto& user : profiles_[each].users())
      if (!profiles_[each].is_backfill && find_user(user) != each) return false;
    if (links_[each].newer != nowhere && ages_[links_[each].newer] <= ages_[each]) return false;
  }
  return count == size_;
}

std::size_t ticket_table::bytes() const {
  auto total = signatures_.bytes() + profiles_.bytes() + ages_.bytes() + links_.bytes() + filed_.bytes() +
               by_id_.bytes() + by_user_.bytes() + names_.bytes() + vector_bytes(free_) + vector_bytes(recent_) +
               vector_bytes(plans_) + vector_bytes(keys_);
  for (const auto& filed : plans_) total += filed.postings.bytes() + vector_bytes(filed.patterns);
  for (auto each = oldest_; each != nowhere; each = links_[each].newer) total += profiles_[each].bytes_on_heap();
  return total;
}

}  // namespace moim
