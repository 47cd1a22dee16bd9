#include "store/rocks_wakes.hpp"

#include "store/rocks_keys.hpp"

#include <algorithm>
#include <iterator>

namespace moim::store::rocks {
namespace {

constexpr std::uint64_t watermark_step_ms = minute_ms;

}  // namespace

tl::expected<wake_index, rocksdb::Status> wake_index::open(const database& from, std::size_t wakes_max) {
  std::string stored;
  auto status = from.db->Get({}, from.meta, rocksdb::Slice{wake_from_key}, &stored);
  if (!status.ok() && !status.IsNotFound()) return tl::unexpected(status);
  // No row: no wake-up was ever before 1970, so the watermark is 0.
  time_ms watermark = stored.size() == number_size ? time_from(get_number(stored.data())) : 0;
  return wake_index{from, wakes_max, watermark};
}

wake_index::wake_index(const database& from, std::size_t wakes_max, time_ms watermark)
    : from_{&from},
      wakes_max_{std::max<std::size_t>(wakes_max, 2)},
      watermark_{watermark},
      loaded_to_{place{watermark, {}}} {}

void wake_index::change(const entity_id& entity, std::optional<time_ms> before, std::optional<time_ms> after,
                        rocksdb::WriteBatch& batch) {
  if (before == after) return;
  // A batch in memory takes every row: its own limit on bytes is not set.
  if (before) {
    batch.Delete(from_->wake, wake_key(*before, entity)).PermitUncheckedError();
    earliest_.erase({*before, entity});
  }
  if (!after) {
    batch.Delete(from_->wake, wake_key(entity)).PermitUncheckedError();
    return;
  }
  batch.Put(from_->wake, wake_key(*after, entity), rocksdb::Slice{}).PermitUncheckedError();
  batch.Put(from_->wake, wake_key(entity), encode_number(sortable(*after))).PermitUncheckedError();
  if (*after < watermark_) set_watermark(*after, batch);
  remember({*after, entity});
}

void wake_index::remember(const place& wake) {
  if (loaded_to_ && !(wake < *loaded_to_)) return;
  earliest_.insert(wake);
  if (earliest_.size() <= wakes_max_) return;
  auto kept = std::next(earliest_.begin(), static_cast<std::ptrdiff_t>(wakes_max_ / 2));
  loaded_to_ = *kept;
  earliest_.erase(kept, earliest_.end());
}

rocksdb::Status wake_index::load_more() {
  std::unique_ptr<rocksdb::Iterator> rows{from_->db->NewIterator({}, from_->wake)};
  auto from = *loaded_to_;
  loaded_to_.reset();
  rows->Seek(wake_key(from.first, from.second));
  for (std::size_t loaded = 0; rows->Valid() && rows->key()[0] == wake_by_time; rows->Next(), ++loaded) {
    if (rows->key().size() != sizeof(timed_key)) return rocksdb::Status::Corruption("a wake-up's row is malformed");
    const char* key = rows->key().data() + 1;
    place next{time_from(get_number(key)), get_entity(key + number_size)};
    if (loaded == wakes_max_ / 2) {
      loaded_to_ = next;
      break;
    }
    earliest_.insert(next);
  }
  if (!rows->status().ok()) loaded_to_ = from;
  return rows->status();
}

tl::expected<std::vector<wake_index::due_wake>, rocksdb::Status> wake_index::due(time_ms now, std::size_t limit) {
  std::vector<due_wake> found;
  auto next = earliest_.begin();
  while (found.size() < limit) {
    if (next != earliest_.end()) {
      if (next->first > now) break;
      found.push_back({next->first, next->second});
      ++next;
      continue;
    }
    if (!loaded_to_ || loaded_to_->first > now) break;
    auto resume = *loaded_to_;
    if (auto status = load_more(); !status.ok()) return tl::unexpected(status);
    next = earliest_.lower_bound(resume);
  }
  return found;
}

void wake_index::raise_watermark(rocksdb::WriteBatch& batch) {
  auto earliest = earliest_.empty() ? loaded_to_ : std::optional{*earliest_.begin()};
  if (!earliest || earliest->first <= watermark_) return;
  // Unsigned, so that times at the ends of the range are no overflow.
  auto risen = static_cast<std::uint64_t>(earliest->first) - static_cast<std::uint64_t>(watermark_);
  if (risen > watermark_step_ms) set_watermark(earliest->first, batch);
}

void wake_index::set_watermark(time_ms to, rocksdb::WriteBatch& batch) {
  watermark_ = to;
  batch.Put(from_->meta, rocksdb::Slice{wake_from_key}, encode_number(sortable(to))).PermitUncheckedError();
}

}  // namespace moim::store::rocks
