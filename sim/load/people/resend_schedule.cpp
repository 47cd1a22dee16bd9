#include "sim/load/people/resend_schedule.hpp"

#include <algorithm>

namespace moim::load {
namespace {

constexpr double wait_min_ms = 10;
constexpr double wait_max_ms = 1'000;

}  // namespace

double resend_schedule::wait_ms(std::uint32_t refusals, std::uint32_t retry_after_ms) {
  auto grown = wait_min_ms * static_cast<double>(1u << std::min(refusals, 10u));
  return std::max(std::min(grown, wait_max_ms), static_cast<double>(retry_after_ms));
}

void resend_schedule::send_later(std::uint32_t slot, double wait_ms, std::int64_t now_ns) {
  auto at = now_ns + static_cast<std::int64_t>(wait_ms * 1e6 * (0.5 + random_.share()));
  requests_[slot].again_ns = at;
  due_.emplace(at, slot);
}

std::optional<std::uint32_t> resend_schedule::next(std::int64_t now_ns) {
  while (!due_.empty() && due_.top().first <= now_ns) {
    auto [at, slot] = due_.top();
    due_.pop();
    auto& which = requests_[slot];
    // Not a request that is over, nor one that was put off again.
    if (!which.in_use || which.again_ns != at) continue;
    which.again_ns = 0;
    return slot;
  }
  return std::nullopt;
}

}  // namespace moim::load
