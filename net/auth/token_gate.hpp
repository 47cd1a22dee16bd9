#pragma once

#include "metrics/edge_metrics.hpp"
#include "net/auth/token_verifier.hpp"

#include <atomic>
#include <memory>
#include <string_view>

namespace moim {

/// Checks tokens by the newest keys there are. Safe from any thread; beside the signature a check costs an atomic
/// load.
class token_gate {
 public:
  /// `metrics` outlives the gate.
  token_gate(token_verifier first, edge_metrics& metrics);

  /// `token_verifier::verify`. A refusal is counted, and told in the log at level debug: no more than one line for a
  /// second of `now`, and nothing of the token in it.
  result<identity> check(std::string_view token, time_ms now);
  /// From the next check on.
  void replace(token_verifier newer);

 private:
  void tell_refusal(const error& why, time_ms now);

  std::atomic<std::shared_ptr<const token_verifier>> verifier_;
  edge_metrics& metrics_;
  /// The second that the last line was of, and how many refusals had none since.
  std::atomic<time_ms> told_s_{-1};
  std::atomic<std::uint64_t> untold_{0};
};

}  // namespace moim
