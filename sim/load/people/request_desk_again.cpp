#include "sim/load/people/request_desk.hpp"

#include <algorithm>

/// Sending again: after a refusal that passes, and after a lost connection.
namespace moim::load {
namespace {

// A refused request is sent again so often, and the wait doubles each time, up to a second.
constexpr std::uint32_t refusals_most = 40;
constexpr double wait_ms_least = 10;
constexpr double wait_ms_most = 1'000;

/// Whether it only makes sense on the connection it was sent on: what comes after it resumes from newer tokens.
bool dies_with_its_connection(const request& which) {
  const auto* following = std::get_if<subscribe_room>(&which.of.call);
  return std::holds_alternative<resume_session>(which.of.call) || (following && following->token);
}

}  // namespace

void request_desk::refused(std::uint32_t slot, const error& why) {
  auto& which = requests_[slot];
  if (which.is_under_way() || which.again_ns != 0) return;
  if (++which.refusals > refusals_most) {
    ++counts_.given_up;
    settlement how;
    how.refusal = why.code;
    how.given_up = true;
    return settle(slot, how);
  }
  auto wait = std::min(wait_ms_least * static_cast<double>(1u << std::min(which.refusals, 10u)), wait_ms_most);
  send_later(slot, std::max(wait, static_cast<double>(why.retry_after_ms.value_or(0))));
}

void request_desk::send_later(std::uint32_t slot, double wait_ms) {
  auto at = now_ns() + static_cast<std::int64_t>(wait_ms * 1e6 * (0.5 + random_.share()));
  requests_[slot].again_ns = at;
  due_.emplace(at, slot);
}

void request_desk::went_down(connection_number which) {
  for (std::uint32_t slot = 0; slot < requests_.size(); ++slot) {
    auto& each = requests_[slot];
    if (!each.in_use) continue;
    bool lost = false;
    for (auto& copy : each.copies)
      if (copy.under_way && copy.on == which) {
        copy.under_way = false;
        lost = true;
      }
    if (!lost || each.is_under_way()) continue;
    if (!each.settled && dies_with_its_connection(each)) {
      settlement how;
      how.given_up = true;
      settle(slot, how);
    }
    if (each.settled) {
      release_if_over(slot);
    } else if (each.again_ns == 0) {
      send_later(slot, 0);
    }
  }
}

void request_desk::tick(std::int64_t now) {
  while (!due_.empty() && due_.top().first <= now) {
    auto [at, slot] = due_.top();
    due_.pop();
    auto& which = requests_[slot];
    if (!which.in_use || which.again_ns != at) continue;
    which.again_ns = 0;
    if (which.settled) {
      release_if_over(slot);
      continue;
    }
    if (!send_copy(slot, which.copies[0].on)) send_later(slot, wait_ms_least);
  }
}

}  // namespace moim::load
