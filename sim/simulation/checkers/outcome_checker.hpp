#pragma once

#include "net/kind_table.hpp"
#include "sim/checks/outcome_history.hpp"
#include "sim/simulation/checkers/log_checker.hpp"
#include "sim/simulation/checkers/sent_request.hpp"

namespace moim::sim {

/// What one person is told about rooms, held against the logs and against what they were told before: acknowledged
/// means in the log (P2), one key has one outcome and nobody's expires before its time (P3), a free seat is refused to
/// nobody (P1).
class outcome_checker {
 public:
  /// \param trusted whether the person speaks by a trusted server, which may give seats away
  outcome_checker(const log_checker& logs, const kind_table& kinds, verdict& verdict, const user_id& user,
                  bool trusted = false)
      : logs_(logs), kinds_(kinds), verdict_(verdict), user_(user), trusted_(trusted) {}

  /// Whether an outcome of this key was told before.
  bool knows(const request_key& key) const { return outcomes_.contains(key); }
  /// A room was created: from now on others can ask for it.
  void on_opened(sent_request& asked, time_ms now);
  void on_done(sent_request& asked, const room_outcome& outcome, time_ms now);
  void on_refused(sent_request& asked, errc why, time_ms now);
  /// A text that somebody wrote in a room is in an answer.
  void on_shown(const sent_request& asked, const std::string& text);

 private:
  void check_key(const sent_request& asked, const heard_outcome& heard);
  void check_edit(const sent_request& asked, const room_outcome& outcome);
  void check_code(const sent_request& asked);
  void check_assigned(const sent_request& asked);
  void check_full(const sent_request& asked);
  void check_expiry(const request_key& key, time_ms now);

  const log_checker& logs_;
  const kind_table& kinds_;
  verdict& verdict_;
  const user_id user_;
  const bool trusted_;
  std::map<request_key, outcome_history> outcomes_;
  /// The rooms that were created, by their keys: who is refused one names none.
  std::map<request_key, room_id> opened_;
};

}  // namespace moim::sim
