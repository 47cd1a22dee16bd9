#pragma once

#include "metrics/buckets.hpp"
#include "metrics/family.hpp"

namespace moim {

/// The store underneath. It knows no metrics and counts for itself; its opener carries the numbers over.
struct storage_metrics {
  explicit storage_metrics(metric_list& all);

  family<counter> appends;
  family<counter> heads_read;
  family<counter> read_failures;
  family<counter> written_bytes;
  family<counter> clock_jumps;
  family<counter> clock_jumps_followed;
  /// In whole seconds; negative: the machine's clock is behind.
  family<gauge> clock_offset;
  family<gauge> start_replayed_commits;
  family<gauge> start_dropped_bytes;
  family<gauge> start_lost_changes;
  family<histogram> sync_appends;
  family<duration_histogram> sync_duration;
  family<gauge> queue_length;
  family<gauge> free_bytes;
  /// 1 while appends are refused for want of space.
  family<gauge> full;
  family<gauge> wal_bytes;
  family<gauge> data_bytes;
  family<gauge> compaction_pending_bytes;
};

}  // namespace moim
