#include "store/rocks_tuning.hpp"

#include "store/rocks_keys.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>

namespace moim::store::rocks {
namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20;
constexpr double bloom_bits_per_key = 10;

rocksdb::BlockBasedTableOptions table_tuning(const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(bloom_bits_per_key));
  table.format_version = 5;
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  return table;
}

}  // namespace

std::shared_ptr<rocksdb::Cache> make_block_cache(const rocks_options& options) {
  return rocksdb::NewLRUCache(options.block_cache_bytes);
}

rocksdb::DBOptions database_tuning(const rocks_options& options) {
  rocksdb::DBOptions tuned;
  if (options.env) tuned.env = options.env;
  tuned.create_if_missing = true;
  tuned.create_missing_column_families = true;

  // A torn record at the very end was never acknowledged. Damage anywhere else must stop the start: the default mode
  // would drop everything after it, and that was acknowledged.
  tuned.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  tuned.track_and_verify_wals_in_manifest = true;
  // A failed write stops the process; RocksDB must not carry on by itself.
  tuned.max_bgerror_resume_count = 0;

  // This bounds what a start after a crash has to replay: 38 MiB took a second on a busy machine.
  tuned.max_total_wal_size = 32 * mebibyte;
  tuned.avoid_flush_during_recovery = true;
  tuned.skip_stats_update_on_db_open = true;

  // There is one writer thread, so RocksDB's own coordination between writers is only cost.
  tuned.allow_concurrent_memtable_write = false;
  tuned.enable_write_thread_adaptive_yield = false;

  tuned.max_background_jobs = 2;
  tuned.bytes_per_sync = mebibyte;
  tuned.max_open_files = static_cast<int>(options.open_files_max);
  tuned.stats_dump_period_sec = 0;
  tuned.stats_persist_period_sec = 0;
  tuned.keep_log_file_num = 2;
  tuned.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
  return tuned;
}

rocksdb::ColumnFamilyOptions log_tuning(const rocks_options& options, const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions tuned;
  tuned.prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(entity_size));
  // A record comes right after the entity's last one: starting from there saves most of the search, a fifth of an
  // append's whole cost.
  tuned.memtable_insert_with_hint_prefix_extractor = tuned.prefix_extractor;
  tuned.memtable_prefix_bloom_size_ratio = 0.02;
  tuned.write_buffer_size = options.memtable_bytes;
  tuned.max_write_buffer_number = 4;
  tuned.level0_file_num_compaction_trigger = 8;
  tuned.max_bytes_for_level_base = 256 * mebibyte;
  tuned.compression = rocksdb::kNoCompression;
  tuned.bottommost_compression = rocksdb::kLZ4Compression;
  auto table = table_tuning(cache);
  // Heads and ranges are sought by entity; no row is ever looked up by its whole key alone.
  table.whole_key_filtering = false;
  table.block_size = 8 * 1024;
  tuned.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return tuned;
}

rocksdb::ColumnFamilyOptions slices_tuning(const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions tuned;
  tuned.prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(entity_size));
  tuned.write_buffer_size = 16 * mebibyte;
  tuned.compression = rocksdb::kLZ4Compression;
  tuned.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table_tuning(cache)));
  return tuned;
}

rocksdb::ColumnFamilyOptions small_rows_tuning(const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions tuned;
  tuned.write_buffer_size = 8 * mebibyte;
  // Most keys that are looked up are not there: new entities have no wake-up yet.
  tuned.memtable_whole_key_filtering = true;
  tuned.memtable_prefix_bloom_size_ratio = 0.02;
  tuned.compression = rocksdb::kLZ4Compression;
  tuned.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table_tuning(cache)));
  return tuned;
}

}  // namespace moim::store::rocks
