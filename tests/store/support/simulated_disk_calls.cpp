// What RocksDB calls of a file system, in terms of what a disk does (`simulated_disk.cpp`).

#include "tests/store/support/simulated_disk.hpp"
#include "tests/store/support/simulated_files.hpp"

#include <rocksdb/env.h>

namespace moim::store {
namespace {

using rocksdb::IOStatus;

class silent_logger final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

struct simulated_lock final : rocksdb::FileLock {
  explicit simulated_lock(std::string of) : name{std::move(of)} {}
  std::string name;
};

}  // namespace

IOStatus simulated_disk::NewSequentialFile(const std::string& name, const rocksdb::FileOptions&,
                                           std::unique_ptr<rocksdb::FSSequentialFile>* result,
                                           rocksdb::IODebugContext*) {
  auto found = find(name);
  if (!found) return IOStatus::PathNotFound(name);
  *result = std::make_unique<simulated_reader>(*this, found);
  return IOStatus::OK();
}

IOStatus simulated_disk::NewRandomAccessFile(const std::string& name, const rocksdb::FileOptions&,
                                             std::unique_ptr<rocksdb::FSRandomAccessFile>* result,
                                             rocksdb::IODebugContext*) {
  auto found = find(name);
  if (!found) return IOStatus::PathNotFound(name);
  *result = std::make_unique<simulated_reader>(*this, found);
  return IOStatus::OK();
}

IOStatus simulated_disk::NewWritableFile(const std::string& name, const rocksdb::FileOptions&,
                                         std::unique_ptr<rocksdb::FSWritableFile>* result, rocksdb::IODebugContext*) {
  if (auto status = may(disk_operation::create); !status.ok()) return status;
  auto made = std::make_shared<simulated_file>();
  change_names({{tidy(name), made}});
  *result = std::make_unique<simulated_writer>(*this, made);
  return IOStatus::OK();
}

IOStatus simulated_disk::ReopenWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                            std::unique_ptr<rocksdb::FSWritableFile>* result,
                                            rocksdb::IODebugContext* debug) {
  auto found = find(name);
  if (!found) return NewWritableFile(name, options, result, debug);
  *result = std::make_unique<simulated_writer>(*this, found);
  return IOStatus::OK();
}

IOStatus simulated_disk::NewRandomRWFile(const std::string& name, const rocksdb::FileOptions&,
                                         std::unique_ptr<rocksdb::FSRandomRWFile>* result, rocksdb::IODebugContext*) {
  auto found = find(name);
  if (!found) return IOStatus::PathNotFound(name);
  *result = std::make_unique<simulated_overwriter>(*this, found);
  return IOStatus::OK();
}

IOStatus simulated_disk::NewDirectory(const std::string&, const rocksdb::IOOptions&,
                                      std::unique_ptr<rocksdb::FSDirectory>* result, rocksdb::IODebugContext*) {
  *result = std::make_unique<simulated_directory>(*this);
  return IOStatus::OK();
}

IOStatus simulated_disk::FileExists(const std::string& name, const rocksdb::IOOptions&, rocksdb::IODebugContext*) {
  bool directory = false;
  IsDirectory(name, {}, &directory, nullptr).PermitUncheckedError();
  return directory || find(name) ? IOStatus::OK() : IOStatus::NotFound();
}

IOStatus simulated_disk::GetChildren(const std::string& directory, const rocksdb::IOOptions&,
                                     std::vector<std::string>* result, rocksdb::IODebugContext*) {
  std::lock_guard lock{mutex_};
  result->clear();
  auto prefix = tidy(directory) + "/";
  for (const auto& [name, file] : names_) {
    if (name.starts_with(prefix)) result->push_back(name.substr(prefix.size()));
  }
  return IOStatus::OK();
}

IOStatus simulated_disk::DeleteFile(const std::string& name, const rocksdb::IOOptions&, rocksdb::IODebugContext*) {
  if (!find(name)) return IOStatus::PathNotFound(name);
  if (auto status = may(disk_operation::change_name); !status.ok()) return status;
  change_names({{tidy(name), nullptr}});
  return IOStatus::OK();
}

IOStatus simulated_disk::Truncate(const std::string& name, std::size_t size, const rocksdb::IOOptions&,
                                  rocksdb::IODebugContext*) {
  auto found = find(name);
  return found ? truncate(*found, size) : IOStatus::PathNotFound(name);
}

IOStatus simulated_disk::CreateDir(const std::string& name, const rocksdb::IOOptions&, rocksdb::IODebugContext*) {
  std::lock_guard lock{mutex_};
  directories_.insert(tidy(name));
  return IOStatus::OK();
}

IOStatus simulated_disk::CreateDirIfMissing(const std::string& name, const rocksdb::IOOptions& options,
                                            rocksdb::IODebugContext* debug) {
  return CreateDir(name, options, debug);
}

IOStatus simulated_disk::DeleteDir(const std::string& name, const rocksdb::IOOptions&, rocksdb::IODebugContext*) {
  std::lock_guard lock{mutex_};
  directories_.erase(tidy(name));
  return IOStatus::OK();
}

IOStatus simulated_disk::GetFileSize(const std::string& name, const rocksdb::IOOptions&, std::uint64_t* result,
                                     rocksdb::IODebugContext*) {
  auto found = find(name);
  if (!found) return IOStatus::PathNotFound(name);
  *result = size(*found);
  return IOStatus::OK();
}

IOStatus simulated_disk::GetFileModificationTime(const std::string&, const rocksdb::IOOptions&, std::uint64_t* result,
                                                 rocksdb::IODebugContext*) {
  *result = 0;
  return IOStatus::OK();
}

IOStatus simulated_disk::RenameFile(const std::string& from, const std::string& to, const rocksdb::IOOptions&,
                                    rocksdb::IODebugContext*) {
  auto found = find(from);
  if (!found) return IOStatus::PathNotFound(from);
  if (auto status = may(disk_operation::change_name); !status.ok()) return status;
  change_names({{tidy(from), nullptr}, {tidy(to), found}});
  return IOStatus::OK();
}

IOStatus simulated_disk::LockFile(const std::string& name, const rocksdb::IOOptions&, rocksdb::FileLock** lock,
                                  rocksdb::IODebugContext*) {
  std::lock_guard held{mutex_};
  if (!locks_.insert(tidy(name)).second) return IOStatus::IOError("lock held by current process", name);
  *lock = new simulated_lock{tidy(name)};
  return IOStatus::OK();
}

IOStatus simulated_disk::UnlockFile(rocksdb::FileLock* lock, const rocksdb::IOOptions&, rocksdb::IODebugContext*) {
  std::lock_guard held{mutex_};
  std::unique_ptr<simulated_lock> owned{static_cast<simulated_lock*>(lock)};
  locks_.erase(owned->name);
  return IOStatus::OK();
}

IOStatus simulated_disk::GetTestDirectory(const rocksdb::IOOptions&, std::string* path, rocksdb::IODebugContext*) {
  *path = "/test";
  return IOStatus::OK();
}

IOStatus simulated_disk::NewLogger(const std::string&, const rocksdb::IOOptions&,
                                   std::shared_ptr<rocksdb::Logger>* result, rocksdb::IODebugContext*) {
  *result = std::make_shared<silent_logger>();
  return IOStatus::OK();
}

IOStatus simulated_disk::GetAbsolutePath(const std::string& path, const rocksdb::IOOptions&, std::string* result,
                                         rocksdb::IODebugContext*) {
  *result = path;
  return IOStatus::OK();
}

IOStatus simulated_disk::IsDirectory(const std::string& name, const rocksdb::IOOptions&, bool* result,
                                     rocksdb::IODebugContext*) {
  std::lock_guard lock{mutex_};
  *result = directories_.contains(tidy(name));
  return IOStatus::OK();
}

}  // namespace moim::store
