#pragma once

#include "store/rocks_database.hpp"

#include <rocksdb/write_batch.h>

#include <set>

namespace moim::store::rocks {

/// When entities are to be woken: rows of the `wake` column family, the earliest of them held in memory. Rows behind
/// the low watermark are all gone, so a scan starts there and does not meet what was deleted. For the writer's thread.
class wake_index {
 public:
  /// Reads the low watermark.
  static tl::expected<wake_index, rocksdb::Status> open(const database& from, std::size_t wakes_max);

  /// Moves the entity's wake-up from `before` to `after`; the rows go into `batch`.
  void change(const entity_id& entity, std::optional<time_ms> before, std::optional<time_ms> after,
              rocksdb::WriteBatch& batch);

  /// A wake-up that is due.
  struct due_wake {
    time_ms at = 0;
    entity_id entity;
  };
  /// Up to `limit` that are due at `now`, the earliest first. Every earlier `batch` must have been written.
  tl::expected<std::vector<due_wake>, rocksdb::Status> due(time_ms now, std::size_t limit);

  /// Moves the watermark up to the earliest wake-up, if that has got far enough away.
  void raise_watermark(rocksdb::WriteBatch& batch);

 private:
  using place = std::pair<time_ms, entity_id>;

  wake_index(const database& from, std::size_t wakes_max, time_ms watermark);
  void remember(const place& wake);
  rocksdb::Status load_more();
  void set_watermark(time_ms to, rocksdb::WriteBatch& batch);

  const database* from_;
  std::size_t wakes_max_;
  time_ms watermark_;
  /// Every row before `loaded_to_`; all there are if that is nothing.
  std::set<place> earliest_;
  std::optional<place> loaded_to_;
};

}  // namespace moim::store::rocks
