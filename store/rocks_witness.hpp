#pragma once

#include <rocksdb/env.h>
#include <tl/expected.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace moim::store::rocks {

/// How far the write-ahead log was synced, told by a small file of its own: the number of the last change that was on
/// disk. It is written after each sync and not synced itself, which costs a microsecond: so it is never ahead of the
/// log; a kill leaves it exact, and after a power loss it may be some seconds behind, where it only proves less.
/// Two slots are written in turn, each with a check, so that a torn write leaves the one before.
class synced_witness {
 public:
  /// What the file in the store's directory says; nothing: there is none, or none that is whole.
  static std::optional<std::uint64_t> read(rocksdb::Env& env, const std::string& directory);

  /// Begins a new file that says `change`.
  static tl::expected<std::unique_ptr<synced_witness>, rocksdb::Status> begin(rocksdb::Env& env,
                                                                              const std::string& directory,
                                                                              std::uint64_t change);
  /// All changes up to this one are on disk.
  void write(std::uint64_t change);
  /// Writes it through to the disk; for the end.
  void sync();

 private:
  explicit synced_witness(std::unique_ptr<rocksdb::RandomRWFile> file) : file_{std::move(file)} {}

  std::unique_ptr<rocksdb::RandomRWFile> file_;
  std::uint64_t turn_ = 1;
};

}  // namespace moim::store::rocks
