#pragma once

#include "net/session_limits.hpp"

namespace moim {

/// Whether a client is still there. A client that says nothing for a while is pinged; one that does not answer the ping
/// either is gone. All times are of the steady clock.
class heartbeat {
 public:
  enum class due : std::uint8_t {
    nothing,
    ping,  ///< once: the client's time to answer begins now
    gone,
  };

  /// `limits` outlive the heartbeat.
  heartbeat(const session_limits& limits, time_ms now) : limits_{limits}, heard_ms_{now} {}

  /// Bytes came from the client.
  void heard(time_ms now) {
    heard_ms_ = now;
    pinged_ = false;
  }

  due tick(time_ms now) {
    auto silent_ms = now - heard_ms_;
    if (pinged_) return silent_ms >= limits_.ping_after_ms + limits_.pong_within_ms ? due::gone : due::nothing;
    if (silent_ms < limits_.ping_after_ms) return due::nothing;
    // The client's time to answer counts from the ping, however late this tick is.
    heard_ms_ = now - limits_.ping_after_ms;
    pinged_ = true;
    return due::ping;
  }

  /// When `tick` has to be called at the latest.
  time_ms deadline() const { return heard_ms_ + limits_.ping_after_ms + (pinged_ ? limits_.pong_within_ms : 0); }

 private:
  const session_limits& limits_;
  time_ms heard_ms_;
  bool pinged_ = false;
};

}  // namespace moim
