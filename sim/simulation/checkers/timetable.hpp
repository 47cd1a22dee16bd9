#pragma once

#include "sim/simulation/checkers/ticket_ledger.hpp"

namespace moim::sim {

/// Something that time alone brought about: when it had to be, and when it landed.
struct appointment {
  std::string_view what;
  /// Whose it was; of a proposal its first ticket; null of a wave, which is everybody's.
  ticket_id ticket;
  time_ms due = 0;
  time_ms kept_at = 0;
};

/// What falls due in a pool by time alone, as a witness reads its tickets: they expire, their windows pass, they relax,
/// proposals and invitations end, waves come (P6). A decision leaves nothing undone that was due by then: no simulated
/// pool has as many tickets as would be too many for one.
class timetable {
 public:
  /// Reads one event that the ledger has read already.
  void read(const matcher_event& event, const ticket_ledger& books, time_ms at, time_ms landed_at);
  /// All events of a commit that was decided at `at` were read. What it left undone goes to `amiss`, as `P6: what`.
  void end_commit(const ticket_ledger& books, time_ms at, std::vector<std::string>& amiss);

  /// All that was due by `by` and has not happened yet.
  std::vector<std::string> undone(const ticket_ledger& books, time_ms by) const;
  const std::vector<appointment>& kept() const { return kept_; }

 private:
  struct reading;

  std::vector<appointment> kept_;
  /// When the gathered are matched; nothing: nobody has gathered.
  std::optional<time_ms> wave_at_;
  /// When tickets came back from their last proposal: what fell due meanwhile is due from then on.
  std::map<ticket_id, time_ms> back_at_;
  /// Tickets that came, or came back, with the commit being read: what they are due comes right after it.
  std::set<ticket_id> fresh_;
};

}  // namespace moim::sim
