#pragma once

#include "domain/declare/keyed_hash.hpp"
#include "store/rocks_options.hpp"

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

  database() = default;
  database(const database&) = delete;
  database& operator=(const database&) = delete;
  ~database();
};

/// Opens or creates. The error is a sentence for the operator: what is wrong and what to do.
tl::expected<std::unique_ptr<database>, std::string> open_database(const rocks_options& options);

}  // namespace moim::store::rocks
