#pragma once

#include "store/store_observer.hpp"
#include "store/write_queue.hpp"

#include <functional>
#include <string>

namespace rocksdb {
class Env;
}

namespace moim::store {

/// Files of a store that are kept open where there are descriptors for them.
inline constexpr std::size_t usual_open_files = 1'000;

/// How to open the embedded store.
struct rocks_options {
  /// A directory of its own; made if it is missing.
  std::string path;
  /// Appends that may wait for the writer, and the bytes that they may hold; beyond them `overloaded`.
  std::size_t queue_appends_max = 16'384;
  std::size_t queue_bytes_max = std::size_t{32} << 20;
  gathering gather;
  /// Entities whose head is kept in memory, about 150 bytes each.
  std::size_t heads_max = 200'000;
  /// Wake-ups that are kept in memory, the earliest, about 80 bytes each.
  std::size_t wakes_max = 100'000;
  /// Records that are gathered in memory before they are sorted into a file; up to four times as much may be held.
  std::size_t memtable_bytes = std::size_t{16} << 20;
  /// Cache for blocks read from disk.
  std::size_t block_cache_bytes = std::size_t{64} << 20;
  /// Files of the store that are kept open, out of all that there are; any other is opened again when it is read. 20 at
  /// least. Logs, and files that are being written, come to some ten more.
  std::size_t open_files_max = usual_open_files;
  /// Below this much free space appends are refused as `storage_full`.
  std::uint64_t free_bytes_min = std::uint64_t{512} << 20;

  /// Starts also if changes that were acknowledged are missing at the end of the log, without them.
  bool accept_loss = false;

  /// Milliseconds since 1970, taken as it comes but never back; nothing: the machine's clocks (`held_clock`).
  std::function<time_ms()> clock;
  /// The free bytes where the store lies; nothing: asks the file system. Called once a second at most.
  std::function<std::uint64_t()> free_bytes;
  /// What to do when a write or its sync has failed, with a sentence for the operator; nothing: print it and abort. If
  /// it returns (in a test), everything outstanding is answered `unknown`.
  std::function<void(std::string)> fatal;
  /// Not owned; may be null; outlives the store.
  store_observer* observer = nullptr;
  /// The file system to use, for tests; not owned; null: the machine's.
  rocksdb::Env* env = nullptr;
};

}  // namespace moim::store
