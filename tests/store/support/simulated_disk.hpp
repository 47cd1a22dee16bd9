#pragma once

#include <rocksdb/file_system.h>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace moim::store {

/// What a file holds, and how much of it would be there after a power loss.
struct simulated_file {
  std::string bytes;
  std::size_t synced = 0;
  /// What it held before each time that it was written over, since its last sync: any of that may come back.
  std::vector<std::string> before{};
};

enum class disk_operation { create, append, sync, sync_directory, change_name };

/// A disk in memory that forgets like a real one: of a file only what was synced is sure to stay, of a directory's
/// changes only those that were synced, and what is not sure stays in part. It can be told to fail.
class simulated_disk final : public rocksdb::FileSystem {
 public:
  simulated_disk() = default;

  /// Called before each operation that changes the disk, on the thread that does it; what it returns is the outcome
  /// unless it is OK. Set it while nobody uses the disk.
  std::function<rocksdb::IOStatus(disk_operation)> before;

  /// The disk as it is found after the power failed now: files cut anywhere between what was synced and what was
  /// written, changes of names carried out up to any one of those that were not synced.
  std::shared_ptr<simulated_disk> after_power_loss(std::mt19937_64& random) const;

  /// The disk as another process finds it after this one was killed: whatever was written is there.
  std::shared_ptr<simulated_disk> copy() const;

  /// Flips a bit in the middle of the largest file whose name has `part` in it; false if there is none.
  bool damage(const std::string& part);
  /// The bytes of the newest file whose name ends with `suffix`, to be harmed; null if there is none.
  std::string* newest(const std::string& suffix);
  /// Of the oldest.
  std::string* oldest(const std::string& suffix);
  /// The newest goes away.
  void remove_newest(const std::string& suffix);

  // For the files that it hands out.
  rocksdb::IOStatus may(disk_operation operation) const;
  rocksdb::IOStatus append(simulated_file& file, const rocksdb::Slice& data);
  rocksdb::IOStatus write_over(simulated_file& file, std::uint64_t offset, const rocksdb::Slice& data);
  rocksdb::IOStatus sync(simulated_file& file);
  rocksdb::IOStatus sync_directory();
  rocksdb::IOStatus truncate(simulated_file& file, std::size_t size);
  rocksdb::IOStatus read(const simulated_file& file, std::uint64_t offset, std::size_t count, rocksdb::Slice* result,
                         char* scratch) const;
  std::size_t size(const simulated_file& file) const;

  const char* Name() const override { return "simulated_disk"; }
  rocksdb::IOStatus NewSequentialFile(const std::string&, const rocksdb::FileOptions&,
                                      std::unique_ptr<rocksdb::FSSequentialFile>*, rocksdb::IODebugContext*) override;
  rocksdb::IOStatus NewRandomAccessFile(const std::string&, const rocksdb::FileOptions&,
                                        std::unique_ptr<rocksdb::FSRandomAccessFile>*,
                                        rocksdb::IODebugContext*) override;
  rocksdb::IOStatus NewWritableFile(const std::string&, const rocksdb::FileOptions&,
                                    std::unique_ptr<rocksdb::FSWritableFile>*, rocksdb::IODebugContext*) override;
  rocksdb::IOStatus ReopenWritableFile(const std::string&, const rocksdb::FileOptions&,
                                       std::unique_ptr<rocksdb::FSWritableFile>*, rocksdb::IODebugContext*) override;
  rocksdb::IOStatus NewRandomRWFile(const std::string&, const rocksdb::FileOptions&,
                                    std::unique_ptr<rocksdb::FSRandomRWFile>*, rocksdb::IODebugContext*) override;
  rocksdb::IOStatus NewDirectory(const std::string&, const rocksdb::IOOptions&, std::unique_ptr<rocksdb::FSDirectory>*,
                                 rocksdb::IODebugContext*) override;
  rocksdb::IOStatus FileExists(const std::string&, const rocksdb::IOOptions&, rocksdb::IODebugContext*) override;
  rocksdb::IOStatus GetChildren(const std::string&, const rocksdb::IOOptions&, std::vector<std::string>*,
                                rocksdb::IODebugContext*) override;
  rocksdb::IOStatus DeleteFile(const std::string&, const rocksdb::IOOptions&, rocksdb::IODebugContext*) override;
  rocksdb::IOStatus Truncate(const std::string&, std::size_t, const rocksdb::IOOptions&,
                             rocksdb::IODebugContext*) override;
  rocksdb::IOStatus CreateDir(const std::string&, const rocksdb::IOOptions&, rocksdb::IODebugContext*) override;
  rocksdb::IOStatus CreateDirIfMissing(const std::string&, const rocksdb::IOOptions&,
                                       rocksdb::IODebugContext*) override;
  rocksdb::IOStatus DeleteDir(const std::string&, const rocksdb::IOOptions&, rocksdb::IODebugContext*) override;
  rocksdb::IOStatus GetFileSize(const std::string&, const rocksdb::IOOptions&, std::uint64_t*,
                                rocksdb::IODebugContext*) override;
  rocksdb::IOStatus GetFileModificationTime(const std::string&, const rocksdb::IOOptions&, std::uint64_t*,
                                            rocksdb::IODebugContext*) override;
  rocksdb::IOStatus RenameFile(const std::string&, const std::string&, const rocksdb::IOOptions&,
                               rocksdb::IODebugContext*) override;
  rocksdb::IOStatus LockFile(const std::string&, const rocksdb::IOOptions&, rocksdb::FileLock**,
                             rocksdb::IODebugContext*) override;
  rocksdb::IOStatus UnlockFile(rocksdb::FileLock*, const rocksdb::IOOptions&, rocksdb::IODebugContext*) override;
  rocksdb::IOStatus GetTestDirectory(const rocksdb::IOOptions&, std::string*, rocksdb::IODebugContext*) override;
  rocksdb::IOStatus NewLogger(const std::string&, const rocksdb::IOOptions&, std::shared_ptr<rocksdb::Logger>*,
                              rocksdb::IODebugContext*) override;
  rocksdb::IOStatus GetAbsolutePath(const std::string&, const rocksdb::IOOptions&, std::string*,
                                    rocksdb::IODebugContext*) override;
  rocksdb::IOStatus IsDirectory(const std::string&, const rocksdb::IOOptions&, bool*,
                                rocksdb::IODebugContext*) override;

 private:
  using file = std::shared_ptr<simulated_file>;
  using names = std::map<std::string, file>;
  /// Names and what they stand for from now on; null: nothing. A rename is one change of two names.
  using name_change = std::vector<std::pair<std::string, file>>;

  static std::string torn(const simulated_file& file, std::mt19937_64& random);
  /// RocksDB writes `a//b` and `a/b` for the same file.
  static std::string tidy(const std::string& name);
  static void carry_out(const name_change& change, names& on);
  void change_names(name_change change);
  file find(const std::string& name) const;

  mutable std::mutex mutex_;
  names names_;
  names synced_names_;
  std::vector<name_change> unsynced_changes_;
  std::set<std::string> directories_;
  std::set<std::string> locks_;
};

}  // namespace moim::store
