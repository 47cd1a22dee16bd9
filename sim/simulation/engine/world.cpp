#include "sim/simulation/engine/world.hpp"

#include <algorithm>

namespace moim::sim {
world::world(std::uint64_t seed, trace& trace)
    : trace_(trace), random_state_(seed * 0x9e3779b97f4a7c15ULL + 1), now_(began_at_ms) {}

std::uint64_t world::random() {
  random_state_ += 0x9e3779b97f4a7c15ULL;
  return mix64(random_state_);
}

time_ms world::between(time_ms min, time_ms max) {
  return min + static_cast<time_ms>(random() % static_cast<std::uint64_t>(max - min + 1));
}

void world::after(time_ms delay, std::function<void()> act) {
  events_.push_back({now_ + delay, ++last_event_, std::move(act)});
  std::push_heap(events_.begin(), events_.end());
}

bool world::step() {
  ++steps_;
  bool due = !events_.empty() && events_.front().at <= now_;
  std::size_t jobs = 0;
  for (const auto* each : machines_) jobs += each->jobs();
  if (due && (jobs == 0 || random() % 4 == 0)) {
    run_event();
    return true;
  }
  if (jobs > 0) {
    run_job(jobs);
    return true;
  }
  return pass_time();
}

void world::run_event() {
  std::pop_heap(events_.begin(), events_.end());
  auto next = std::move(events_.back());
  events_.pop_back();
  trace_.hash(next.number);
  next.act();
}

/// Any of the actors that have messages, on any machine, may be the next to handle one.
void world::run_job(std::size_t jobs) {
  auto chosen = static_cast<std::size_t>(random() % jobs);
  trace_.hash(chosen);
  for (auto* each : machines_) {
    if (chosen < each->jobs()) return each->run_job(chosen);
    chosen -= each->jobs();
  }
}

bool world::pass_time() {
  std::optional<time_ms> next;
  if (!events_.empty()) next = events_.front().at;
  for (const auto* each : machines_)
    if (auto timeout = each->next_timeout()) next = next ? std::min(*next, *timeout) : *timeout;
  if (!next) return false;
  now_ = std::max(*next, now_);
  for (auto* each : machines_) each->pass_time(now_);
  return true;
}

}  // namespace moim::sim
