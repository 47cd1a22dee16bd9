#pragma once

#include <cstddef>
#include <cstdint>

namespace moim::store {

/// How large, how full and how busy the embedded store is at a moment.
struct store_sizes {
  /// Appends that wait for the writer.
  std::size_t queued_appends = 0;
  /// On the disk where the store lies; the largest number there is if the file system does not tell.
  std::uint64_t free_bytes = 0;
  /// Whether appends are refused as `storage_full`.
  bool is_full = false;
  /// How far the wall's clock is ahead of the store's time, in milliseconds; negative: behind.
  std::int64_t clock_offset_ms = 0;
  std::uint64_t wal_bytes = 0;
  /// Of the sorted files: all but the write-ahead log.
  std::uint64_t data_bytes = 0;
  /// What compaction has yet to rewrite, as RocksDB estimates it.
  std::uint64_t compaction_pending_bytes = 0;
};

}  // namespace moim::store
