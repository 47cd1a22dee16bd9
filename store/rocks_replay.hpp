#pragma once

#include "store/store_observer.hpp"

#include <rocksdb/env.h>
#include <rocksdb/wal_filter.h>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace moim::store::rocks {

/// Looks on while RocksDB replays the write-ahead log at a start. RocksDB takes the first record that it cannot read
/// for the end of its file and says nothing; this one knows what followed, what should have, and what is missing.
///
/// Changes are numbered through all files of the log (RocksDB's sequence numbers), so one that is skipped shows.
class replay_watch final : public rocksdb::WalFilter {
 public:
  /// Notes which files of the log there are. Before the database is opened.
  replay_watch(rocksdb::Env& env, const std::string& directory);

  const char* Name() const override { return "moim.replay_watch"; }
  void ColumnFamilyLogNumberMap(const std::map<std::uint32_t, std::uint64_t>& needed_from,
                                const std::map<std::string, std::uint32_t>& names) override;
  WalProcessingOption LogRecordFound(unsigned long long log_number, const std::string& log_file_name,
                                     const rocksdb::WriteBatch& batch, rocksdb::WriteBatch* new_batch,
                                     bool* batch_changed) override;

  /// What was found, once the database is open.
  /// \param latest the newest change that the database knows of
  /// \param witnessed up to which change the log was synced, if that is known
  opening_facts facts(std::uint64_t latest, std::optional<std::uint64_t> witnessed) const;
  /// Whether the log is not whole, be it that nothing acknowledged is missing: a later start would take it for damage.
  bool has_gaps(std::uint64_t latest) const;
  /// Makes sure that what will be replayed is on disk: a killed process leaves records that are in the page cache only,
  /// and once they are replayed they count as committed. Before the database is opened.
  rocksdb::Status sync_logs() const;

 private:
  struct log_file {
    std::string name;
    std::uint64_t bytes = 0;
    /// Where its last whole record ends.
    std::uint64_t read_to = 0;
    bool replayed = false;
    /// It begins with what looks like a record.
    bool has_beginning = false;

    bool is_whole() const { return replayed && read_to >= bytes; }
  };
  bool begins_with_record(const log_file& log) const;
  bool is_unreadable() const;
  static std::uint64_t end_of_record(std::uint64_t from, std::uint64_t bytes);

  rocksdb::Env* env_;
  std::string directory_;
  /// By their numbers.
  std::map<std::uint64_t, log_file> logs_;
  /// No log before this one is needed; some of those after it may not be either.
  std::uint64_t needed_from_ = 0;
  /// Whether this directory has held a database before.
  bool is_new_ = true;
  std::uint64_t commits_ = 0;
  /// From which change to which nothing was found, though others followed.
  std::vector<std::pair<std::uint64_t, std::uint64_t>> skipped_;
  /// The last change that was replayed.
  std::optional<std::uint64_t> last_;
};

}  // namespace moim::store::rocks
