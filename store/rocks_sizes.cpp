#include "store/rocks_sizes.hpp"

#include <rocksdb/transaction_log.h>

namespace moim::store::rocks {

void measure(const database& from, store_sizes& into) {
  from.db->GetAggregatedIntProperty(rocksdb::DB::Properties::kLiveSstFilesSize, &into.data_bytes);
  from.db->GetAggregatedIntProperty(rocksdb::DB::Properties::kEstimatePendingCompactionBytes,
                                    &into.compaction_pending_bytes);
  rocksdb::VectorLogPtr files;
  if (!from.db->GetSortedWalFiles(files).ok()) return;
  for (const auto& file : files) into.wal_bytes += file->SizeFileBytes();
}

}  // namespace moim::store::rocks
