#include "app/test_clock.hpp"

#include <algorithm>

namespace moim {
namespace {

/// Something that is due again and again, such as an entity that cannot be read, does not hold the clock for ever.
constexpr std::size_t max_steps = 100'000;
constexpr std::size_t max_rounds_at_one_time = 1'000;

}  // namespace

tl::expected<void, std::string> test_clock::move_to(time_ms to) {
  std::lock_guard one_at_a_time{moving_};
  std::size_t rounds = 0;
  bool arrived = false;
  for (std::size_t step = 0;; ++step) {
    auto next = around_.next_wake();
    bool due_by_then = next && *next <= to && step < max_steps;
    if (arrived && !due_by_then) return {};
    auto at = due_by_then ? std::max<time_ms>(now_, *next) : std::max<time_ms>(now_, to);
    rounds = at == now_ ? rounds + 1 : 0;
    if (rounds > max_rounds_at_one_time)
      return tl::unexpected{"what is due at " + std::to_string(at) + " is due again and again"};
    now_ = at;
    arrived = at >= to;
    if (!around_.settle()) return tl::unexpected{"what is due at " + std::to_string(at) + " was not done in time"};
  }
}

}  // namespace moim
