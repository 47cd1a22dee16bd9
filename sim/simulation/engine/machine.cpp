#include "sim/simulation/engine/machine.hpp"

namespace moim::sim {

machine::config::config() : actor_config(1) { set("scheduler.policy", caf::atom("testing")); }

machine::machine(time_ms now)
    : system_(config_),
      scheduler_(static_cast<caf::scheduler::test_coordinator&>(system_.scheduler())),
      began_(now),
      now_(now) {
  // CAF takes a clock near its zero for one that was never set.
  scheduler_.advance_time(std::chrono::hours{1});
  clock_began_ = scheduler_.clock().now();
}

void machine::run_job(std::size_t chosen) {
  auto& jobs = scheduler_.jobs;
  if (chosen != 0) std::swap(jobs.front(), jobs[chosen]);
  scheduler_.run_once();
}

void machine::settle() {
  while (scheduler_.has_job()) scheduler_.run_once();
}

std::optional<time_ms> machine::next_timeout() const {
  const auto& timeouts = scheduler_.clock().schedule();
  if (stopped_ || timeouts.empty()) return std::nullopt;
  auto since = std::chrono::ceil<std::chrono::milliseconds>(timeouts.begin()->first - clock_began_);
  return began_ + since.count();
}

void machine::pass_time(time_ms now) {
  if (stopped_ || now <= now_) return;
  scheduler_.advance_time(std::chrono::milliseconds{now - now_});
  now_ = now;
}

void machine::go_on(time_ms now) {
  stopped_ = false;
  pass_time(now);
}

}  // namespace moim::sim
