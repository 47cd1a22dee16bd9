#pragma once

#include "actors/node.hpp"
#include "sim/simulation/trace.hpp"

#include <caf/scheduler/test_coordinator.hpp>

#include <functional>
#include <memory>
#include <vector>

namespace moim::sim {

/// Everything that happens in a simulation, one thing at a time, in an order that follows from the seed alone (P10):
/// messages of actors under CAF's test scheduler, and whatever else was put off to a virtual time.
class world {
 public:
  explicit world(std::uint64_t seed, trace& trace);
  ~world();

  time_ms now() const { return now_; }
  /// SplitMix64 from the seed: the only chance there is.
  std::uint64_t random();
  bool chance(double probability) { return static_cast<double>(random() >> 11) * 0x1p-53 < probability; }
  /// Both inclusive.
  time_ms between(time_ms least, time_ms most);

  /// Calls `act` after a virtual time; at 0 still after what is being done now.
  void after(time_ms delay, std::function<void()> act);

  /// Does one thing; false if nothing is left to do, ever.
  bool step();
  std::uint64_t steps() const { return steps_; }
  /// Lets the actors finish what is in their mailboxes, while what they refer to is still there; time stands still.
  void settle();

  caf::actor_system& actors() { return system_; }
  trace& tell() { return trace_; }

 private:
  struct event {
    time_ms at = 0;
    std::uint64_t number = 0;
    std::function<void()> act;
    bool operator<(const event& other) const { return std::tie(other.at, other.number) < std::tie(at, number); }
  };
  void run_event();
  void run_job();
  bool pass_time();

  struct config : actor_config {
    config();
  };
  trace& trace_;
  config config_;
  caf::actor_system system_;
  caf::scheduler::test_coordinator& scheduler_;
  caf::actor_clock::time_point began_;
  std::uint64_t random_state_;
  time_ms now_;
  std::vector<event> events_;  // a heap, the earliest first
  std::uint64_t last_event_ = 0;
  std::uint64_t steps_ = 0;
};

}  // namespace moim::sim
