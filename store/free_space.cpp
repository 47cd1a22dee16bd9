#include "store/free_space.hpp"

#include <filesystem>
#include <limits>
#include <system_error>

namespace moim::store {
namespace {

std::uint64_t free_bytes_at(const std::string& path) {
  std::error_code failed;
  auto space = std::filesystem::space(path, failed);
  // A file system that does not tell is no reason to refuse: a write that fails stops the process anyway.
  return failed ? std::numeric_limits<std::uint64_t>::max() : space.available;
}

}  // namespace

free_space::free_space(const rocks_options& options)
    : free_bytes_{options.free_bytes ? options.free_bytes : [path = options.path] { return free_bytes_at(path); }},
      free_bytes_min_{options.free_bytes_min},
      asked_at_{-second_ms},
      bytes_{std::numeric_limits<std::uint64_t>::max()} {}

std::uint64_t free_space::bytes(time_ms now) {
  auto asked_at = asked_at_.load(std::memory_order_relaxed);
  bool due = now < asked_at || now - asked_at >= second_ms;
  if (due && asked_at_.compare_exchange_strong(asked_at, now)) bytes_ = free_bytes_();
  return bytes_;
}

}  // namespace moim::store
