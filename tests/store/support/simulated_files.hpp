#pragma once

#include "tests/store/support/simulated_disk.hpp"

namespace moim::store {

/// RocksDB's views of a `simulated_file`. A file that is open keeps its bytes when its name goes away.
class simulated_reader final : public rocksdb::FSSequentialFile, public rocksdb::FSRandomAccessFile {
 public:
  simulated_reader(const simulated_disk& disk, std::shared_ptr<const simulated_file> file)
      : disk_{disk}, file_{std::move(file)} {}

  rocksdb::IOStatus Read(std::size_t count, const rocksdb::IOOptions&, rocksdb::Slice* result, char* scratch,
                         rocksdb::IODebugContext*) override {
    auto status = disk_.read(*file_, place_, count, result, scratch);
    place_ += result->size();
    return status;
  }
  rocksdb::IOStatus Skip(std::uint64_t count) override {
    place_ += count;
    return rocksdb::IOStatus::OK();
  }
  rocksdb::IOStatus Read(std::uint64_t offset, std::size_t count, const rocksdb::IOOptions&, rocksdb::Slice* result,
                         char* scratch, rocksdb::IODebugContext*) const override {
    return disk_.read(*file_, offset, count, result, scratch);
  }
  bool use_direct_io() const override { return false; }
  std::size_t GetRequiredBufferAlignment() const override { return 1; }
  rocksdb::IOStatus InvalidateCache(std::size_t, std::size_t) override { return rocksdb::IOStatus::OK(); }
  rocksdb::Temperature GetTemperature() const override { return rocksdb::Temperature::kUnknown; }

 private:
  const simulated_disk& disk_;
  std::shared_ptr<const simulated_file> file_;
  std::uint64_t place_ = 0;
};

class simulated_writer final : public rocksdb::FSWritableFile {
 public:
  simulated_writer(simulated_disk& disk, std::shared_ptr<simulated_file> file) : disk_{disk}, file_{std::move(file)} {}

  using rocksdb::FSWritableFile::Append;
  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
    return disk_.append(*file_, data);
  }
  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions&, const rocksdb::DataVerificationInfo&,
                           rocksdb::IODebugContext*) override {
    return disk_.append(*file_, data);
  }
  rocksdb::IOStatus Truncate(std::uint64_t size, const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
    return disk_.truncate(*file_, size);
  }
  rocksdb::IOStatus Close(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
    return rocksdb::IOStatus::OK();
  }
  rocksdb::IOStatus Flush(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
    return rocksdb::IOStatus::OK();
  }
  rocksdb::IOStatus Sync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override { return disk_.sync(*file_); }
  bool IsSyncThreadSafe() const override { return true; }
  std::uint64_t GetFileSize(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override { return disk_.size(*file_); }

 private:
  simulated_disk& disk_;
  std::shared_ptr<simulated_file> file_;
};

class simulated_overwriter final : public rocksdb::FSRandomRWFile {
 public:
  simulated_overwriter(simulated_disk& disk, std::shared_ptr<simulated_file> file)
      : disk_{disk}, file_{std::move(file)} {}

  rocksdb::IOStatus Write(std::uint64_t offset, const rocksdb::Slice& data, const rocksdb::IOOptions&,
                          rocksdb::IODebugContext*) override {
    return disk_.write_over(*file_, offset, data);
  }
  rocksdb::IOStatus Read(std::uint64_t offset, std::size_t count, const rocksdb::IOOptions&, rocksdb::Slice* result,
                         char* scratch, rocksdb::IODebugContext*) const override {
    return disk_.read(*file_, offset, count, result, scratch);
  }
  rocksdb::IOStatus Flush(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
    return rocksdb::IOStatus::OK();
  }
  rocksdb::IOStatus Sync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override { return disk_.sync(*file_); }
  rocksdb::IOStatus Close(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
    return rocksdb::IOStatus::OK();
  }

 private:
  simulated_disk& disk_;
  std::shared_ptr<simulated_file> file_;
};

class simulated_directory final : public rocksdb::FSDirectory {
 public:
  explicit simulated_directory(simulated_disk& disk) : disk_{disk} {}
  rocksdb::IOStatus Fsync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
    return disk_.sync_directory();
  }
  rocksdb::IOStatus Close(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
    return rocksdb::IOStatus::OK();
  }

 private:
  simulated_disk& disk_;
};

}  // namespace moim::store
