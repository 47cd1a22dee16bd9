#include "store/rocks_database.hpp"

#include "store/rocks_keys.hpp"
#include "store/rocks_tuning.hpp"

#include <sys/random.h>

#include <algorithm>
#include <array>

namespace moim::store::rocks {
namespace {

constexpr std::array<std::string_view, 5> family_names = {"default", "log", "snapshot", "wake", "card"};

std::string newer_format(const std::string& path, const std::string& detail) {
  return "the store in " + path + " was written by a newer moim (" + detail +
         "): start that version, or restore a backup made by this one";
}

/// RocksDB has no status code for a locked store. So this reads the message: it names the lock file, and does
/// not say that the file could not be made.
bool is_locked(const rocksdb::Status& status) {
  auto said = status.ToString();
  return status.IsIOError() && said.find("/LOCK") != std::string::npos &&
         said.find("open a file for lock") == std::string::npos;
}

/// What was acknowledged and is not there any more, if anything.
std::string lost(const std::string& path, const opening_facts& found) {
  constexpr const char* what_to_do =
      ". Bring the missing or damaged .log file back, or restore the newest backup; to go on without what is gone, "
      "start once with --accept-loss";
  if (found.lost_changes > 0) {
    return "the newest part of the log in " + path + " is missing or damaged: " + std::to_string(found.lost_changes) +
           " changes that were acknowledged are gone (it was synced up to change " +
           std::to_string(found.witnessed.value_or(found.last_change)) + ", and can be read up to " +
           std::to_string(found.last_change) + ")" + what_to_do;
  }
  if (found.log_is_missing) return "the newest log in " + path + " is missing" + what_to_do;
  if (found.log_is_unreadable) return "a log in " + path + " cannot be read from its beginning" + what_to_do;
  return {};
}

std::string cannot_open(const std::string& path, const rocksdb::Status& status) {
  if (is_locked(status)) {
    return "the store in " + path + " is in use by another process: stop that one, or give this one its own directory";
  }
  if (status.IsCorruption()) {
    return "the store in " + path + " is damaged (" + status.ToString() +
           "): keep a copy of the directory and restore the newest backup";
  }
  return "cannot open the store in " + path + " (" + status.ToString() +
         "): check that the directory can be written and its disk has space";
}

/// Column families are the coarse part of the format: one that is not known here came with a later version.
std::string unknown_family(const rocksdb::DBOptions& options, const std::string& path) {
  std::vector<std::string> found;
  if (!rocksdb::DB::ListColumnFamilies(options, path, &found).ok()) return {};
  for (const auto& name : found) {
    if (std::find(family_names.begin(), family_names.end(), name) == family_names.end()) return name;
  }
  return {};
}

/// Checks the format version; writes it into a store that is new. Nothing if all is well.
std::string check_format(database& opened, const rocks_options& options) {
  const auto& path = options.path;
  std::string stored;
  auto status = opened.db->Get({}, opened.meta, rocksdb::Slice{format_key}, &stored);
  if (status.IsNotFound()) {
    rocksdb::WriteOptions synced;
    synced.sync = true;
    status = opened.db->Put(synced, opened.meta, rocksdb::Slice{format_key}, encode_number(format_version));
    return status.ok() ? std::string{} : cannot_open(path, status);
  }
  if (!status.ok()) return cannot_open(path, status);
  auto found = stored.size() == number_size ? get_number(stored.data()) : ~std::uint64_t{0};
  if (found > format_version) return newer_format(path, "format " + std::to_string(found));
  return {};
}

/// Reads the secret; draws it where there is none, as in a store that is new. Nothing if all is well.
std::string load_secret(database& opened, const rocks_options& options) {
  const auto& path = options.path;
  std::string stored;
  auto status = opened.db->Get({}, opened.meta, rocksdb::Slice{id_secret_key}, &stored);
  if (status.IsNotFound()) {
    stored.resize(2 * number_size);
    if (getentropy(stored.data(), stored.size()) != 0) return "the system gives no random bytes (getentropy)";
    rocksdb::WriteOptions synced;
    synced.sync = true;
    status = opened.db->Put(synced, opened.meta, rocksdb::Slice{id_secret_key}, stored);
  } else if (status.ok() && stored.size() != 2 * number_size) {
    status = rocksdb::Status::Corruption("the row of the secret is malformed");
  }
  if (!status.ok()) return cannot_open(path, status);
  opened.secret = {get_number(stored.data()), get_number(stored.data() + number_size)};
  return {};
}

/// Holds the log that was replayed against what is known to have been synced.
std::string check_log(database& opened, const rocks_options& options) {
  auto& env = *opened.db->GetEnv();
  auto latest = opened.db->GetLatestSequenceNumber();
  opened.found = opened.replay->facts(latest, synced_witness::read(env, options.path));
  auto why = lost(options.path, opened.found);
  if (!why.empty() && !options.accept_loss) return why;
  // Changes that a power loss took were never acknowledged. But the next start would miss them, since the
  // witness is past their numbers by then. So logs with gaps, damaged ones too, are sorted into files.
  if (why.empty() && !opened.replay->has_gaps(latest)) return {};
  auto status = opened.db->Flush({}, {opened.meta, opened.log, opened.snapshot, opened.wake, opened.card});
  return status.ok() ? std::string{} : cannot_open(options.path, status);
}

std::string begin_witness(database& opened, const rocks_options& options) {
  auto begun = synced_witness::begin(*opened.db->GetEnv(), options.path, opened.db->GetLatestSequenceNumber());
  if (!begun) return cannot_open(options.path, begun.error());
  opened.witness = std::move(*begun);
  return {};
}

rocksdb::Status open_families(database& into, const rocksdb::DBOptions& db_options, const rocks_options& options) {
  auto cache = make_block_cache(options);
  std::vector<rocksdb::ColumnFamilyDescriptor> families = {
      {std::string{family_names[0]}, small_rows_tuning(cache)},
      {std::string{family_names[1]}, log_tuning(options, cache)},
      {std::string{family_names[2]}, slices_tuning(cache)},
      {std::string{family_names[3]}, small_rows_tuning(cache)},
      {std::string{family_names[4]}, small_rows_tuning(cache)},
  };
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  auto status = rocksdb::DB::Open(db_options, options.path, families, &handles, &db);
  if (!status.ok()) return status;
  into.db.reset(db);
  into.meta = handles[0];
  into.log = handles[1];
  into.snapshot = handles[2];
  into.wake = handles[3];
  into.card = handles[4];
  return status;
}

}  // namespace

database::~database() {
  if (!db) return;
  // Should it fail, the write-ahead log still has everything.
  if (sorts_at_close) db->Flush({}, {meta, log, snapshot, wake, card}).PermitUncheckedError();
  if (witness) witness->sync();
  for (auto* handle : {meta, log, snapshot, wake, card}) db->DestroyColumnFamilyHandle(handle);
  // What is not acknowledged may be lost, and what is acknowledged is synced: an error here changes neither.
  db->Close().PermitUncheckedError();
}

tl::expected<std::unique_ptr<database>, std::string> open_database(const rocks_options& options) {
  auto db_options = database_tuning(options);
  if (auto name = unknown_family(db_options, options.path); !name.empty()) {
    return tl::unexpected(newer_format(options.path, "it has a column family '" + name + "'"));
  }
  auto opened = std::make_unique<database>();
  opened->replay = std::make_unique<replay_watch>(*db_options.env, options.path);
  db_options.wal_filter = opened->replay.get();
  if (auto status = opened->replay->sync_logs(); !status.ok()) return tl::unexpected(cannot_open(options.path, status));
  if (auto status = open_families(*opened, db_options, options); !status.ok())
    return tl::unexpected(cannot_open(options.path, status));
  for (auto* check : {check_log, check_format, load_secret, begin_witness})
    if (auto wrong = check(*opened, options); !wrong.empty()) return tl::unexpected(wrong);
  opened->sorts_at_close = true;
  return opened;
}

}  // namespace moim::store::rocks
