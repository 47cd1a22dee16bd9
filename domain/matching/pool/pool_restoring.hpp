#pragma once

#include "domain/matching/pool/pool.hpp"

namespace moim {

/// Makes a pool of its slices, a little at a time, so that others get their turn while a large one loads (rule 15).
class pool_restoring {
 public:
  /// A step puts so many tickets in their places, which takes some milliseconds.
  static constexpr std::size_t tickets_a_step = 1'000;

  pool_restoring(const pool_base& base, version as_of);
  /// Adds one of the slices, 0 … `pool_slices` − 1, as of a version of its own; all before the first step.
  void add(std::size_t slice, pool_part part, version as_of);
  /// Does some of the work. True once nothing is left to do.
  bool step();
  pool release() { return std::move(made_); }

 private:
  /// The tickets of a slice, the oldest first, and how many of them are in the pool.
  struct run {
    std::vector<stored_ticket> tickets;
    std::size_t taken = 0;
    age_rank age() const { return tickets[taken].age; }
  };
  static bool is_younger(const run& a, const run& b) { return a.age() > b.age(); }
  void put_oldest();
  bool measure_next();

  pool made_;
  /// A heap once the first step is taken: the run with the oldest ticket comes first.
  std::vector<run> runs_;
  bool is_heap_ = false;
  std::optional<slot> to_measure_;
};

}  // namespace moim
