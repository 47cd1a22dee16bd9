#pragma once

#include "sim/match/recording.hpp"

#include <functional>

namespace moim::sim {

/// What came of a recording.
struct match_outcome {
  std::size_t submitted = 0;
  std::size_t refused = 0;
  std::size_t people = 0;
  std::size_t people_matched = 0;
  std::size_t matches = 0;
  std::size_t ended = 0;
  /// Per person: how long until the match; those who were never matched count with their whole time to live, those who
  /// cancelled not at all.
  std::vector<time_ms> waits_ms;
  match_work work;
  /// CPU time of deciding and applying, without reading and generating.
  double cpu_s = 0;
  /// CPU time of each batch, if asked for.
  std::vector<double> batch_us;
  std::size_t waiting_at_end = 0;
  std::size_t bytes_at_most = 0;
  std::size_t waiting_at_most = 0;

  double mean_wait_s() const;
  double wait_quantile_s(double share) const;
};

struct match_options {
  search_budget budget;
  /// Measures each batch for itself.
  bool time_batches = false;
  /// Runs timers until nobody waits, or ends with the last command.
  bool run_out = true;
  std::function<void(time_ms at, const matched& event)> on_match;
};

/// A pool with the production matcher on virtual time.
class match_run {
 public:
  match_run(const pool_kind& kind, match_options options);

  void run(const recording& history);
  /// Gives a batch at a time, after all that is due before.
  void give(time_ms at, std::vector<pool_command> batch);
  void run_timers_until(time_ms at);
  const match_outcome& outcome();
  const pool& state() const { return pool_; }

 private:
  void decide_at(time_ms now, const std::vector<pool_command>& batch);
  void count(const pool_event& event, time_ms now);
  void wait_over(const ticket_id& id, time_ms waited_ms);

  match_options options_;
  pool pool_;
  matcher_workspace workspace_;
  match_outcome outcome_;
  version version_ = 0;
};

double process_cpu_s();

}  // namespace moim::sim
