#pragma once

#include "store/rocks_options.hpp"

#include <rocksdb/options.h>

#include <memory>

namespace rocksdb {
class Cache;
}

namespace moim::store::rocks {

std::shared_ptr<rocksdb::Cache> make_block_cache(const rocks_options& options);

rocksdb::DBOptions database_tuning(const rocks_options& options);

/// For `log`: many small rows, read by ranges within an entity.
rocksdb::ColumnFamilyOptions log_tuning(const rocks_options& options, const std::shared_ptr<rocksdb::Cache>& cache);

/// For `snapshot`: few large rows that are replaced as a whole.
rocksdb::ColumnFamilyOptions slices_tuning(const std::shared_ptr<rocksdb::Cache>& cache);

/// For the rest: few small rows.
rocksdb::ColumnFamilyOptions small_rows_tuning(const std::shared_ptr<rocksdb::Cache>& cache);

}  // namespace moim::store::rocks
