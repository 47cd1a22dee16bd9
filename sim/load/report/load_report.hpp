#pragma once

#include "sim/checks/violation.hpp"
#include "sim/load/load_options.hpp"
#include "sim/load/report/run_counts.hpp"

#include <iosfwd>
#include <string>

namespace moim::load {

/// What a run found out. All numbers are from the first to the last moment of the window. A latency counts if
/// its request was due in the window, whenever its answer came.
struct report {
  load_plan plan;
  std::string target;
  std::string kind;
  run_counts counts;
  /// Of the window.
  double window_s = 0;
  std::uint64_t done_in_window = 0;
  std::uint64_t answers_in_window = 0;
  std::uint64_t sent_bytes = 0;
  std::uint64_t received_bytes = 0;
  /// CPU time, user and kernel; the server's only if its process is known.
  std::optional<std::int64_t> server_cpu_ns;
  std::int64_t own_cpu_ns = 0;
  /// Whether everybody had done all they came for before the time was over.
  bool ran_dry = false;
  /// What was checked.
  std::uint64_t rooms_read = 0;
  std::uint64_t members_seen = 0;
  /// Rooms whose history was found to have an order, or not; where the search was too long; that were too busy for it.
  std::uint64_t orders_searched = 0;
  std::uint64_t orders_undecided = 0;
  std::uint64_t orders_not_searched = 0;
  std::uint64_t followers = 0;
  std::uint64_t tickets = 0;
  std::uint64_t tickets_ended = 0;
  std::uint64_t resumed = 0;
  std::uint64_t snapshots = 0;
  std::map<std::string, std::uint64_t> connections_ended;
  /// Tries to open one that failed; of the whole run.
  std::uint64_t connections_not_opened = 0;
  std::string unanswered;
  sim::verdict found;

  bool is_good() const { return found.is_clean() && unanswered.empty(); }
};

/// The table that people read.
std::string to_table(const report& of);
/// Everything, as docs/load.md describes it.
std::string to_json(const report& of);

}  // namespace moim::load
