#pragma once

#include "actors/node.hpp"

#include <caf/scheduler/test_coordinator.hpp>

#include <optional>

namespace moim::sim {

/// One process of a simulation: an actor system of its own under CAF's test scheduler. Nothing in it runs and no time
/// passes in it unless the world says so, and it can be stopped, as a process is that the kernel forgets for a while.
class machine {
 public:
  explicit machine(time_ms now);

  caf::actor_system& actors() { return system_; }

  /// Actors that have messages to handle; none while it is stopped.
  std::size_t jobs() const { return stopped_ ? 0 : scheduler_.jobs.size(); }
  /// Lets one of the `jobs()` handle a message.
  void run_job(std::size_t chosen);
  /// Lets all of them finish what is in their mailboxes; time stands still.
  void settle();

  /// When the earliest delayed message is due; nothing while it is stopped.
  std::optional<time_ms> next_timeout() const;
  /// The world's time has come to be `now`. A stopped machine hears of it once it goes on.
  void pass_time(time_ms now);
  void stop() { stopped_ = true; }
  void go_on(time_ms now);
  bool is_stopped() const { return stopped_; }

 private:
  struct config : actor_config {
    config();
  };
  config config_;
  caf::actor_system system_;
  caf::scheduler::test_coordinator& scheduler_;
  /// CAF's time at which the world's was `began_`.
  caf::actor_clock::time_point clock_began_;
  time_ms began_;
  time_ms now_;
  bool stopped_ = false;
};

}  // namespace moim::sim
