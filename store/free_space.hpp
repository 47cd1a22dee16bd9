#pragma once

#include "store/rocks_options.hpp"

#include <atomic>

namespace moim::store {

/// How much space the disk has, and whether that is below its watermark; asked of the file system once a second at
/// most. Safe from any thread.
class free_space {
 public:
  explicit free_space(const rocks_options& options);

  /// The largest number there is if the file system does not tell.
  std::uint64_t bytes(time_ms now);
  bool is_low(time_ms now) { return bytes(now) < free_bytes_min_; }

 private:
  std::function<std::uint64_t()> free_bytes_;
  std::uint64_t free_bytes_min_;
  std::atomic<time_ms> asked_at_;
  std::atomic<std::uint64_t> bytes_;
};

}  // namespace moim::store
