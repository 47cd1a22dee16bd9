#pragma once

#include "sim/simulation/checkers/ticket_ledger.hpp"

namespace moim::sim {

/// The people who may not submit to a pool for a while, as a witness keeps them: whoever was silent must be
/// among them, and none of them may come in.
class penalty_book {
 public:
  /// Reads one event of a commit that was decided at `at`, after `tickets` has.
  void read(const matcher_event& event, const ticket_ledger& tickets, time_ms at, std::vector<std::string>& amiss);
  /// All events of the commit were read.
  void end_commit(std::vector<std::string>& amiss);
  /// Whether the person has a penalty that was not over then.
  bool has_after(const user_id& user, time_ms when) const;

 private:
  void look_at_submitted(const ticket& of, time_ms at, std::vector<std::string>& amiss) const;

  std::map<user_id, time_ms> until_;
  /// Were silent in this commit.
  std::set<user_id> due_;
};

}  // namespace moim::sim
