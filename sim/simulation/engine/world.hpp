#pragma once

#include "sim/simulation/engine/machine.hpp"
#include "sim/simulation/report/trace.hpp"

#include <functional>
#include <vector>

namespace moim::sim {

/// Everything that happens in a simulation, one thing at a time, in an order that follows from the seed alone (P10):
/// messages of actors on any of the machines, and whatever else was put off to a virtual time.
class world {
 public:
  explicit world(std::uint64_t seed, trace& trace);
  world(const world&) = delete;
  world& operator=(const world&) = delete;

  time_ms now() const { return now_; }
  /// SplitMix64 from the seed: the only chance there is.
  std::uint64_t random();
  bool chance(double probability) { return static_cast<double>(random() >> 11) * 0x1p-53 < probability; }
  /// Both inclusive.
  time_ms between(time_ms min, time_ms max);

  /// Calls `act` after a virtual time; at 0 still after what is being done now.
  void after(time_ms delay, std::function<void()> act);
  /// Nothing of what was put off happens any more.
  void forget_all() { events_.clear(); }

  /// From now on this machine's actors run and its time passes; `machine` lives until it is taken off.
  void add(machine& machine) { machines_.push_back(&machine); }
  void take_off(machine& machine) { std::erase(machines_, &machine); }

  /// Does one thing; false if nothing is left to do, ever.
  bool step();
  std::uint64_t steps() const { return steps_; }

  trace& tell() { return trace_; }

 private:
  struct event {
    time_ms at = 0;
    std::uint64_t number = 0;
    std::function<void()> act;
    bool operator<(const event& other) const { return std::tie(other.at, other.number) < std::tie(at, number); }
  };
  void run_event();
  void run_job(std::size_t jobs);
  bool pass_time();

  trace& trace_;
  std::uint64_t random_state_;
  time_ms now_;
  std::vector<machine*> machines_;
  std::vector<event> events_;  // a heap, the earliest first
  std::uint64_t last_event_ = 0;
  std::uint64_t steps_ = 0;
};

}  // namespace moim::sim
