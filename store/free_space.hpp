#pragma once

#include "store/rocks_options.hpp"

#include <atomic>

namespace moim::store {

/// Whether the disk is below its watermark, asked of the file system once a second at most. Safe from any thread.
class free_space {
 public:
  explicit free_space(const rocks_options& options);

  bool is_low(time_ms now);

 private:
  std::function<std::uint64_t()> free_bytes_;
  std::uint64_t free_bytes_min_;
  std::atomic<time_ms> asked_at_;
  std::atomic<bool> low_{false};
};

}  // namespace moim::store
