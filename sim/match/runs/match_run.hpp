#pragma once

#include "sim/match/files/match_recording.hpp"
#include "sim/match/match_outcome.hpp"

#include <functional>

namespace moim::sim {

struct match_options {
  search_budget budget;
  /// Measures each batch for itself.
  bool time_batches = false;
  /// Runs timers until nobody waits, or ends with the last command.
  bool run_out = true;
  std::function<void(time_ms at, const matched& event)> on_match;
  std::function<void(time_ms at, const pool_command& command, const error& why)> on_refusal;
  /// What people do about a proposal, later than `at`.
  std::function<std::vector<timed_command>(time_ms at, const proposed& event)> on_proposal;
};

/// A pool with the production matcher on virtual time.
class match_run {
 public:
  match_run(const pool_kind& kind, match_options options);

  /// Timers, commands and reactions in the order of time; those that are due at one time are one batch, the
  /// history's before the reactions.
  void run(const recording& history);
  /// Gives a batch at a time, after all that is due before.
  void give(time_ms at, std::vector<pool_command> batch);
  void run_timers_until(time_ms at);
  const match_outcome& outcome();
  const pool& state() const { return pool_; }
  /// All that `on_proposal` brought about and was given, in the order of time.
  const std::vector<timed_command>& reactions() const { return given_; }

 private:
  void decide_at(time_ms now, const std::vector<pool_command>& batch);
  /// \return whether the batch was decided, too
  bool decide_once(time_ms now, const std::vector<pool_command>& batch);
  void react(time_ms now, const proposed& event);
  void count(const pool_event& event, time_ms now);
  void count(const matched& event, time_ms now);
  void count(const pool_decision& decision, const std::vector<pool_command>& batch, time_ms now);
  void wait_over(const ticket_id& id, time_ms now, bool is_matched);

  match_options options_;
  pool pool_;
  matcher_workspace workspace_;
  match_outcome outcome_;
  version version_ = 0;
  /// Reactions that are still to come, by their time.
  std::multimap<time_ms, pool_command> coming_;
  std::vector<timed_command> given_;
  /// When the open proposals were made.
  std::map<std::uint64_t, time_ms> proposed_at_;
  /// Tickets that came since the last decision that searched.
  std::size_t untried_ = 0;
};

double process_cpu_s();

}  // namespace moim::sim
