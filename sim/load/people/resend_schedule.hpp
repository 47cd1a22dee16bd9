#pragma once

#include "sim/load/people/request_slots.hpp"
#include "sim/scenarios/random_source.hpp"

#include <functional>
#include <queue>

namespace moim::load {

/// When which request is sent again. A refused one waits twice as long each time, up to a second, and at least as long
/// as the server asks; each wait is jittered.
class resend_schedule {
 public:
  /// A refused request is not sent again more often than this.
  static constexpr std::uint32_t refusals_max = 40;
  /// How soon to look again for a person's connection.
  static constexpr double no_connection_ms = 10;

  resend_schedule(request_slots& requests, sim::random_source& random) : requests_{requests}, random_{random} {}

  /// How long a request that was refused `refusals` times waits, before the jitter.
  static double wait_ms(std::uint32_t refusals, std::uint32_t retry_after_ms);
  void send_later(std::uint32_t slot, double wait_ms, std::int64_t now_ns);
  /// A request that is due; each is told once.
  std::optional<std::uint32_t> next(std::int64_t now_ns);

 private:
  using entry = std::pair<std::int64_t, std::uint32_t>;

  request_slots& requests_;
  sim::random_source& random_;
  std::priority_queue<entry, std::vector<entry>, std::greater<>> due_;
};

}  // namespace moim::load
