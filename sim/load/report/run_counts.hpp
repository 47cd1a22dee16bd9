#pragma once

#include "domain/declare/errors.hpp"
#include "sim/load/hdr_histogram.hpp"
#include "sim/load/operation.hpp"

#include <array>
#include <map>

namespace moim::load {

/// All that is counted while a run is measured.
struct run_counts {
  struct row {
    hdr_histogram latency_ns;
    std::uint64_t done = 0;
    std::uint64_t refused = 0;
  };
  std::array<row, operation_count> operations;
  /// Refusals and what was not known at first, by code, also of copies.
  std::map<errc, std::uint64_t> refusals;
  std::uint64_t answers = 0;
  /// Copies sent beside the first: after a lost connection or a refusal, or to see that nothing happens twice.
  std::uint64_t sent_again = 0;
  std::uint64_t given_up = 0;
  std::uint64_t pushes = 0;
  std::uint64_t disconnects = 0;

  row& of(operation what) { return operations[static_cast<std::size_t>(what)]; }
  const row& of(operation what) const { return operations[static_cast<std::size_t>(what)]; }
  /// What people did; a match is what the server did.
  std::uint64_t done() const {
    std::uint64_t all = 0;
    for (const auto& each : operations) all += each.done;
    return all - of(operation::match).done;
  }
};

}  // namespace moim::load
