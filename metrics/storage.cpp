#include "metrics/storage.hpp"

namespace moim {

storage_metrics::storage_metrics(metric_list& all)
    : appends(all, {.name = "moim_store_appends_total",
                    .help = "Appends that the store has answered, whatever the answer."}),
      read_failures(all, {.name = "moim_store_read_failures_total",
                          .help = "Reads for which the disk gave no or wrong bytes.",
                          .when_high = "Any: the disk (dmesg, SMART). The log has what RocksDB said."}),
      written_bytes(all, {.name = "moim_store_written_bytes_total", .help = "Bytes written to the write-ahead log."}),
      sync_appends(all, {.name = "moim_store_sync_appends",
                         .help = "How many appends shared one synced write.",
                         .when_high = "Nothing wrong: many share one sync. Low under load means few are under way.",
                         .bounds = batch_bounds}),
      sync_duration(all, {.name = "moim_store_sync_duration_seconds",
                          .help = "Time of one synced write.",
                          .when_high = "The disk is slow or shared; every answer waits for it.",
                          .bounds = request_buckets}),
      queue_length(all, {.name = "moim_store_queue_length",
                         .help = "Appends that wait for the next synced write.",
                         .when_high = "moim_store_sync_duration_seconds; at the bound appends are refused."}),
      free_bytes(all, {.name = "moim_store_free_bytes", .help = "Free space on the disk that holds the data."}),
      full(all, {.name = "moim_store_full",
                 .help = "1 while appends are refused because the disk is nearly full.",
                 .when_high = "Make room: nothing can be changed until then."}),
      wal_bytes(all, {.name = "moim_store_wal_bytes",
                      .help = "Size of the write-ahead log.",
                      .when_high = "Flushes lag behind: moim_store_compaction_pending_bytes, the disk."}),
      data_bytes(all, {.name = "moim_store_data_bytes", .help = "Size of the data files without the write-ahead log."}),
      compaction_pending_bytes(all, {.name = "moim_store_compaction_pending_bytes",
                                     .help = "Bytes that compaction has yet to rewrite.",
                                     .when_high = "The disk cannot keep up; RocksDB slows writes down next."}) {}

}  // namespace moim
