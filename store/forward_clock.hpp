#pragma once

#include "domain/declare/time.hpp"

#include <atomic>
#include <functional>

namespace moim::store {

/// A clock that never goes back, whatever the one behind it does. Safe from any thread.
class forward_clock {
 public:
  explicit forward_clock(std::function<time_ms()> source) : source_{std::move(source)} {}

  time_ms now() {
    auto read = source_();
    auto latest = latest_.load();
    while (latest < read && !latest_.compare_exchange_weak(latest, read)) {
    }
    return latest < read ? read : latest;
  }

 private:
  std::function<time_ms()> source_;
  std::atomic<time_ms> latest_{0};
};

}  // namespace moim::store
