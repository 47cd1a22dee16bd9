#include "sim/simulation/world.hpp"

#include <algorithm>

namespace moim::sim {
namespace {

/// 2026-01-01 00:00 UTC; what matters is that it never changes.
constexpr time_ms began_at_ms = 1'767'225'600'000;

}  // namespace

world::config::config() : actor_config(1) { set("scheduler.policy", caf::atom("testing")); }

world::world(std::uint64_t seed, trace& trace)
    : trace_(trace),
      system_(config_),
      scheduler_(static_cast<caf::scheduler::test_coordinator&>(system_.scheduler())),
      random_state_(seed * 0x9e3779b97f4a7c15ULL + 1),
      now_(began_at_ms) {
  // CAF takes a clock near its zero for one that was never set.
  scheduler_.advance_time(std::chrono::hours{1});
  began_ = scheduler_.clock().now();
}

world::~world() = default;

void world::settle() {
  while (scheduler_.has_job()) scheduler_.run_once();
}

std::uint64_t world::random() {
  random_state_ += 0x9e3779b97f4a7c15ULL;
  return mix64(random_state_);
}

time_ms world::between(time_ms least, time_ms most) {
  return least + static_cast<time_ms>(random() % static_cast<std::uint64_t>(most - least + 1));
}

void world::after(time_ms delay, std::function<void()> act) {
  events_.push_back({now_ + delay, ++last_event_, std::move(act)});
  std::push_heap(events_.begin(), events_.end());
}

bool world::step() {
  ++steps_;
  bool due = !events_.empty() && events_.front().at <= now_;
  bool job = scheduler_.has_job();
  if (due && (!job || random() % 4 == 0)) {
    run_event();
    return true;
  }
  if (job) {
    run_job();
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

/// Any of the actors that have messages may be the next to handle one.
void world::run_job() {
  auto& jobs = scheduler_.jobs;
  auto chosen = random() % jobs.size();
  trace_.hash(chosen);
  if (chosen != 0) std::swap(jobs.front(), jobs[chosen]);
  scheduler_.run_once();
}

bool world::pass_time() {
  const auto& timeouts = scheduler_.clock().schedule();
  if (events_.empty() && timeouts.empty()) return false;
  time_ms next = events_.empty() ? std::numeric_limits<time_ms>::max() : events_.front().at;
  if (!timeouts.empty()) {
    auto since = std::chrono::ceil<std::chrono::milliseconds>(timeouts.begin()->first - began_);
    next = std::min(next, began_at_ms + since.count());
  }
  next = std::max(next, now_);
  scheduler_.advance_time(std::chrono::milliseconds{next - now_});
  now_ = next;
  return true;
}

}  // namespace moim::sim
