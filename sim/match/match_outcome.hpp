#pragma once

#include "domain/declare/errors.hpp"
#include "domain/matching/round/decide.hpp"

#include <algorithm>
#include <map>

namespace moim::sim {

struct formed_group {
  time_ms at = 0;
  /// When its members were found to suit each other: earlier than `at` if they were asked to accept.
  time_ms found_at = 0;
  std::vector<ticket_id> tickets;
  std::uint32_t people = 0;
};

struct pool_size {
  time_ms at = 0;
  std::size_t waiting = 0;
};

/// What came of a recording.
struct match_outcome {
  std::size_t submitted = 0;
  std::size_t refused = 0;
  /// Refused commands by their reasons.
  std::map<errc, std::size_t> refusals;
  /// The tickets that were not taken in.
  std::vector<ticket_id> refused_tickets;
  std::size_t people = 0;
  std::size_t people_matched = 0;
  std::size_t matches = 0;
  /// In the order in which they formed.
  std::vector<formed_group> groups;
  /// Tickets that ended without a match, by `ticket_end`.
  std::array<std::size_t, enum_names(ticket_end{}).size()> ends{};
  /// Per person: how long until the match; those who were never matched count with their whole time to live, those who
  /// left by themselves (cancelled, absent, declined, silent) not at all.
  std::vector<time_ms> waits_ms;
  /// Of those who were matched alone.
  std::vector<time_ms> matched_waits_ms;
  /// How many waited, after each event that changed it.
  std::vector<pool_size> sizes;
  match_work work;
  /// Per ticket: the steps of the decision that tried it, shared among those that were tried together; and those of
  /// each decision that time alone brought about.
  std::vector<std::uint64_t> ticket_steps;
  /// CPU time of deciding and applying, without reading and generating.
  double cpu_s = 0;
  /// CPU time of each batch, if asked for.
  std::vector<double> batch_us;
  std::size_t waiting_at_end = 0;
  std::size_t max_bytes = 0;
  std::size_t max_waiting = 0;

  double mean_wait_s() const;
  double wait_quantile_s(double share) const;
  void note_size(time_ms at, std::size_t waiting);
};

/// The number below which that share of all lies; 0 of none.
template <class Number>
Number quantile(std::vector<Number> of, double share) {
  if (of.empty()) return 0;
  auto at = of.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(of.size() - 1));
  std::nth_element(of.begin(), at, of.end());
  return *at;
}

}  // namespace moim::sim
