#pragma once

#include "sim/match/files/match_recording.hpp"

namespace moim::sim {

/// How people act who are asked to accept a group.
struct crowd_options {
  std::uint64_t seed = 1;
  /// The share of people asked who decline, and of those who never answer.
  double declining = 0;
  double silent = 0;
};

/// The people of a recording, who answer proposals after a while. Each answer depends on the seed, the person and how
/// often they were asked before, and on nothing else: the same people under other rules are of the same mind.
class crowd {
 public:
  crowd(const recording& history, const crowd_options& options);

  std::vector<timed_command> answers_to(time_ms at, const proposed& event);

 private:
  crowd_options options_;
  std::unordered_map<ticket_id, std::vector<user_id>> users_;
  std::unordered_map<user_id, std::uint64_t> asked_;
};

}  // namespace moim::sim
