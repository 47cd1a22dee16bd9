#pragma once

#include "domain/declare/keyed_hash.hpp"
#include "store/rocks_options.hpp"
#include "store/rocks_replay.hpp"
#include "store/rocks_witness.hpp"

#include <rocksdb/db.h>
#include <tl/expected.hpp>

#include <memory>
#include <string>
#include <vector>

namespace moim::store::rocks {

/// The open database and its column families (see `rocks_keys.hpp`).
struct database {
  std::unique_ptr<rocksdb::DB> db;
  rocksdb::ColumnFamilyHandle* meta = nullptr;
  rocksdb::ColumnFamilyHandle* log = nullptr;
  rocksdb::ColumnFamilyHandle* snapshot = nullptr;
  rocksdb::ColumnFamilyHandle* wake = nullptr;
  rocksdb::ColumnFamilyHandle* card = nullptr;
  /// What `log_store::secret` answers.
  id_secret secret;
  /// RocksDB keeps a pointer to it.
  std::unique_ptr<replay_watch> replay;
  /// How far the log was synced; for the writer.
  std::unique_ptr<synced_witness> witness;
  /// What the start found.
  opening_facts found;
  /// Whether closing sorts the log into files, so that the next start has nothing to replay. Not where a write has
  /// failed, or would.
  bool sorts_at_close = false;

  database() = default;
  database(const database&) = delete;
  database& operator=(const database&) = delete;
  ~database();
};

/// Opens or creates. The error is a sentence for the operator: what is wrong and what to do.
tl::expected<std::unique_ptr<database>, std::string> open_database(const rocks_options& options);

}  // namespace moim::store::rocks
