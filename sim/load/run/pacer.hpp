#pragma once

#include "sim/load/load_options.hpp"
#include "sim/scenarios/random_source.hpp"

#include <deque>
#include <optional>
#include <vector>

namespace moim::load {

/// Says when who does the next thing. Pure: it is told the time.
///
/// Closed loop: whoever has an answer does the next thing at once, within a bound for each person and one for all.
/// Open loop: people arrive as a Poisson process at a rate that does not care how the server fares; what cannot be sent
/// in time is late, and its latency counts from when it was due (no coordinated omission).
class pacer {
 public:
  struct turn {
    person_number who = 0;
    std::int64_t due_ns = 0;
  };

  /// `max_each`: unanswered requests of one person. `max_all`: of all together.
  static pacer closed(std::uint32_t people, std::uint32_t max_each, std::uint32_t max_all);
  static pacer open(std::uint32_t people, double rate_per_s, std::int64_t begin_ns, std::uint64_t seed);

  /// The next turn that is due; nothing: none yet.
  std::optional<turn> next(std::int64_t now_ns);
  /// When the next arrival is due; nothing in a closed loop.
  std::optional<std::int64_t> next_due_ns() const;
  /// A turn's request was settled, or came to nothing.
  void finished(person_number who);
  /// A person has nothing more to do.
  void retire(person_number who);
  /// Whether all have retired.
  bool is_dry() const { return retired_count_ == people_; }

 private:
  pacer(std::uint32_t people, std::uint64_t seed) : people_{people}, retired_(people), random_{seed} {}

  std::uint32_t people_;
  std::uint32_t retired_count_ = 0;
  std::vector<bool> retired_;
  // Closed loop: a person is in line once for each request that they may begin.
  std::deque<person_number> line_;
  std::uint32_t may_begin_ = 0;
  // Open loop.
  double mean_gap_ns_ = 0;
  double due_ns_ = 0;
  sim::random_source random_;
};

}  // namespace moim::load
