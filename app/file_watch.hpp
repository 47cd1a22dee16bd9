#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace moim {

/// Looks at something every so often, and at once when asked to, on a thread of its own.
class file_watch {
 public:
  file_watch(std::function<void()> look, std::chrono::milliseconds every);
  /// Waits for a look that is under way.
  ~file_watch();

  /// Safe from any thread; returns at once.
  void look_now();

 private:
  void run();

  const std::function<void()> look_;
  const std::chrono::milliseconds every_;
  std::mutex guarding_;
  std::condition_variable told_;
  bool wanted_ = false;
  bool ends_ = false;
  std::thread thread_;
};

}  // namespace moim
