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

std::string cannot_open(const std::string& path, const rocksdb::Status& status) {
  if (status.ToString().find("lock") != std::string::npos) {
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
std::string check_format(database& opened, const std::string& path) {
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
std::string load_secret(database& opened, const std::string& path) {
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

}  // namespace

database::~database() {
  if (!db) return;
  // So that the next start has nothing to replay. Should it fail, the write-ahead log still has everything.
  db->Flush({}, {meta, log, snapshot, wake, card}).PermitUncheckedError();
  for (auto* handle : {meta, log, snapshot, wake, card}) db->DestroyColumnFamilyHandle(handle);
  // What is not acknowledged may be lost, and what is acknowledged is synced: an error here changes neither.
  db->Close().PermitUncheckedError();
}

tl::expected<std::unique_ptr<database>, std::string> open_database(const rocks_options& options) {
  auto db_options = database_tuning(options);
  if (auto name = unknown_family(db_options, options.path); !name.empty()) {
    return tl::unexpected(newer_format(options.path, "it has a column family '" + name + "'"));
  }
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
  if (!status.ok()) return tl::unexpected(cannot_open(options.path, status));
  auto opened = std::make_unique<database>();
  opened->db.reset(db);
  opened->meta = handles[0];
  opened->log = handles[1];
  opened->snapshot = handles[2];
  opened->wake = handles[3];
  opened->card = handles[4];
  if (auto wrong = check_format(*opened, options.path); !wrong.empty()) return tl::unexpected(wrong);
  if (auto wrong = load_secret(*opened, options.path); !wrong.empty()) return tl::unexpected(wrong);
  return opened;
}

}  // namespace moim::store::rocks
