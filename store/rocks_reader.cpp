#include "store/rocks_reader.hpp"

#include "store/limits.hpp"
#include "store/rocks_keys.hpp"

#include <rocksdb/snapshot.h>

#include <algorithm>
#include <limits>

namespace moim::store::rocks {
namespace {

rocksdb::ReadOptions within_entity(const rocksdb::Snapshot* as_of) {
  rocksdb::ReadOptions options;
  options.prefix_same_as_start = true;
  options.snapshot = as_of;
  return options;
}

rocksdb::Status malformed(const char* family) { return rocksdb::Status::Corruption("a row is too short", family); }

/// Walks the rows of one entity in one column family.
class entity_rows {
 public:
  entity_rows(const database& from, rocksdb::ColumnFamilyHandle* family, const entity_id& entity,
              const rocksdb::Snapshot* as_of = nullptr)
      : entity_{entity}, prefix_{key_of(entity)}, rows_{from.db->NewIterator(within_entity(as_of), family)} {}

  void seek(std::uint64_t number) {
    rows_->Seek(key_of(entity_, number));
    parse();
  }
  void start_last() {
    rows_->SeekForPrev(key_of(entity_, std::numeric_limits<std::uint64_t>::max()));
    parse();
  }
  void next() {
    rows_->Next();
    parse();
  }
  bool valid() const { return value_.has_value(); }
  std::uint64_t number() const { return number_in(rows_->key()); }
  const numbered_value& value() const { return *value_; }
  std::string bytes() const { return value_->bytes.ToString(); }
  const rocksdb::Status& status() const { return status_; }

 private:
  void parse() {
    value_.reset();
    status_ = rows_->status();
    if (!rows_->Valid() || !is_of(rows_->key(), prefix_)) return;
    value_ = parse_numbered(rows_->value());
    if (!value_) status_ = malformed("log or snapshot");
  }

  entity_id entity_;
  entity_key prefix_;
  std::unique_ptr<rocksdb::Iterator> rows_;
  std::optional<numbered_value> value_;
  rocksdb::Status status_;
};

head last_head(entity_rows& rows) {
  rows.start_last();
  return rows.valid() ? head{rows.number(), rows.value().number} : head{};
}

/// Halves the log, which has no gaps, until it finds the oldest record. A search from the front would pass
/// all that was forgotten and not compacted yet: a second for an old pool.
tl::expected<version, rocksdb::Status> forgotten_before(const database& from, const entity_id& entity, version now,
                                                        const rocksdb::Snapshot* as_of = nullptr) {
  rocksdb::ReadOptions options;
  options.snapshot = as_of;
  version gone = 0;
  for (auto there = now; there > gone + 1;) {
    auto middle = gone == 0 ? 1 : gone + (there - gone) / 2;
    rocksdb::PinnableSlice value;
    auto status = from.db->Get(options, from.log, key_of(entity, middle), &value);
    if (!status.ok() && !status.IsNotFound()) return tl::unexpected(status);
    if (status.ok() && middle == 1) return version{0};
    (status.ok() ? there : gone) = middle;
  }
  return gone;
}

stored_record record_at(const entity_rows& rows) { return {rows.number(), rows.value().number, rows.bytes()}; }

/// Bounds a piece: readers work through it at once. Two large records fit, as the first may be known.
bool has_room(const log_piece& piece, std::size_t bytes, std::size_t limit) {
  constexpr std::size_t bytes_enough = 512 * 1024;
  return piece.records.size() < limit && (bytes < bytes_enough || piece.records.size() < 2);
}

version oldest(const std::vector<snapshot_slice>& slices) {
  auto found = std::min_element(slices.begin(), slices.end(),
                                [](const auto& left, const auto& right) { return left.as_of < right.as_of; });
  return found == slices.end() ? 0 : found->as_of;
}

}  // namespace

tl::expected<head, rocksdb::Status> load_head(const database& from, const entity_id& entity) {
  entity_rows rows{from, from.log, entity};
  auto found = last_head(rows);
  if (!rows.status().ok()) return tl::unexpected(rows.status());
  return found;
}

tl::expected<version, rocksdb::Status> load_forgotten(const database& from, const entity_id& entity) {
  return load_head(from, entity).and_then([&](const head& now) { return forgotten_before(from, entity, now.version); });
}

tl::expected<std::vector<snapshot_slice>, rocksdb::Status> load_slices(const database& from, const entity_id& entity,
                                                                       const rocksdb::Snapshot* as_of) {
  std::vector<snapshot_slice> slices;
  entity_rows rows{from, from.snapshot, entity, as_of};
  for (rows.seek(0); rows.valid(); rows.next()) {
    slices.push_back({static_cast<std::uint32_t>(rows.number()), rows.value().number, rows.bytes()});
  }
  if (!rows.status().ok()) return tl::unexpected(rows.status());
  return slices;
}

tl::expected<std::optional<time_ms>, rocksdb::Status> load_wake(const database& from, const entity_id& entity) {
  rocksdb::PinnableSlice value;
  auto status = from.db->Get({}, from.wake, wake_key(entity), &value);
  if (status.IsNotFound()) return std::optional<time_ms>{};
  if (!status.ok()) return tl::unexpected(status);
  if (value.size() != number_size) return tl::unexpected(malformed("wake"));
  return time_from(get_number(value.data()));
}

tl::expected<std::optional<time_ms>, rocksdb::Status> load_first_wake(const database& from) {
  std::unique_ptr<rocksdb::Iterator> rows{from.db->NewIterator({}, from.wake)};
  rows->Seek(rocksdb::Slice{&wake_by_time, 1});
  if (!rows->status().ok()) return tl::unexpected(rows->status());
  if (!rows->Valid() || rows->key()[0] != wake_by_time) return std::optional<time_ms>{};
  if (rows->key().size() != sizeof(timed_key)) return tl::unexpected(malformed("wake"));
  return time_from(get_number(rows->key().data() + 1));
}

tl::expected<log_piece, rocksdb::Status> load_piece(const database& from, const read_request& request) {
  log_piece piece;
  auto after = request.after.value_or(0);
  // Slices and records of one moment: what the slices cover may be forgotten while they are read.
  std::optional<rocksdb::ManagedSnapshot> moment;
  if (!request.after) {
    moment.emplace(from.db.get());
    auto slices = load_slices(from, request.entity, moment->snapshot());
    if (!slices) return tl::unexpected(slices.error());
    piece.slices = std::move(*slices);
    after = oldest(piece.slices);
  }
  entity_rows rows{from, from.log, request.entity, moment ? moment->snapshot() : nullptr};
  piece.now = last_head(rows);
  auto forgotten = forgotten_before(from, request.entity, piece.now.version, moment ? moment->snapshot() : nullptr);
  if (!forgotten) return tl::unexpected(forgotten.error());
  piece.forgotten = *forgotten;
  if (after < piece.now.version) {
    rows.seek(std::max(after, piece.forgotten) + 1);
    for (std::size_t bytes = 0; rows.valid() && has_room(piece, bytes, request.limit); rows.next()) {
      piece.records.push_back(record_at(rows));
      bytes += piece.records.back().bytes.size();
    }
  }
  if (!rows.status().ok()) return tl::unexpected(rows.status());
  return piece;
}

tl::expected<conflict, rocksdb::Status> load_missed(const database& from, const entity_id& entity,
                                                    const head& expected) {
  entity_rows rows{from, from.log, entity};
  conflict result{last_head(rows), {}};
  bool close = result.now.version > expected.version && result.now.version - expected.version <= missed_records_max;
  if (close && expected == head{}) {
    rows.seek(1);
    if (rows.valid() && rows.number() != 1) return result;
  } else if (close) {
    rows.seek(expected.version);
    bool held = rows.valid() && rows.number() == expected.version && rows.value().number == expected.commit;
    if (!held) return result;
    rows.next();
  }
  for (; close && rows.valid(); rows.next()) result.missed.push_back(record_at(rows));
  if (!rows.status().ok()) return tl::unexpected(rows.status());
  return result;
}

tl::expected<std::vector<stored_card>, rocksdb::Status> load_cards(const database& from, std::optional<entity_id> after,
                                                                   std::size_t limit) {
  std::vector<stored_card> page;
  std::unique_ptr<rocksdb::Iterator> rows{from.db->NewIterator({}, from.card)};
  if (after) {
    auto key = key_of(*after);
    rows->Seek(key);
    if (rows->Valid() && rows->key() == rocksdb::Slice{key}) rows->Next();
  } else {
    rows->SeekToFirst();
  }
  for (; rows->Valid() && page.size() < limit; rows->Next()) {
    if (rows->key().size() != entity_size) return tl::unexpected(malformed("card"));
    page.push_back({get_entity(rows->key().data()), rows->value().ToString()});
  }
  if (!rows->status().ok()) return tl::unexpected(rows->status());
  return page;
}

}  // namespace moim::store::rocks
