#pragma once

#include "domain/declare/time.hpp"

#include <tl/expected.hpp>

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace moim {

/// The time of a server that was started with `--test-clock`: it stands still until it is moved. What is moved goes
/// from one due time to the next, so that everything happens at its own time and in its order.
class test_clock {
 public:
  /// How the clock looks at the server that lives by it. Both are called from the mover's thread.
  struct surroundings {
    /// When the earliest wake-up is that the store has.
    std::function<std::optional<time_ms>()> next_wake;
    /// Does all that is due now, and returns when nothing is under way; false if that took too long.
    std::function<bool()> settle;
  };

  explicit test_clock(time_ms now) : now_{now} {}

  /// Safe from any thread.
  time_ms now() const { return now_; }
  /// Before the first move.
  void live_in(surroundings around) { around_ = std::move(around); }
  /// Moves the clock to `to`, and returns when all that is due by then is done. Several at once take turns. The error
  /// is a sentence for whoever asked; what was due until then has happened.
  tl::expected<void, std::string> move_to(time_ms to);

 private:
  std::atomic<time_ms> now_;
  std::mutex moving_;
  surroundings around_;
};

}  // namespace moim
