#pragma once

#include "net/session_limits.hpp"

#include <optional>

namespace moim {

/// Whether a client reads what it is sent, however much it sends itself. All times are of the steady clock.
class reading_watch {
 public:
  /// `limits` outlive the watch.
  explicit reading_watch(const session_limits& limits) : limits_{limits} {}

  /// Something was written to the client.
  void moved() { moved_ = true; }

  /// To be asked now and then, and at the `deadline`. \param waits whether something is still to be written
  bool is_stuck(bool waits, time_ms now) {
    if (!waits || moved_ || !since_ms_) {
      since_ms_ = waits ? std::optional{now} : std::nullopt;
      moved_ = false;
      return false;
    }
    return now - *since_ms_ >= limits_.read_within_ms;
  }

  /// When it has to be asked again; nothing: when it is convenient.
  std::optional<time_ms> deadline() const {
    return since_ms_ ? std::optional{*since_ms_ + limits_.read_within_ms} : std::nullopt;
  }

 private:
  const session_limits& limits_;
  std::optional<time_ms> since_ms_;  // when it was last seen to wait, and nothing was written after that
  bool moved_ = false;
};

}  // namespace moim
