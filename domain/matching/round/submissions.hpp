#pragma once

#include "domain/matching/round/avoidance.hpp"
#include "domain/matching/round/penalties.hpp"
#include "domain/matching/search/group_search.hpp"

namespace moim {

inline error window_has_passed() { return {errc::criterion_invalid, "the window has passed", {}}; }

/// Tickets that come in with a batch.
class submissions {
 public:
  submissions(round_draft& draft, const penalties& penalised, const avoidance& avoided)
      : draft_(draft), penalties_(penalised), avoidance_(avoided) {}

  void reserve(std::size_t tickets) { unwritten_.tickets.reserve(tickets); }
  /// People hand a ticket in.
  /// \return why it is refused: `penalised`, `ticket_over`, `already_waiting`, `criterion_invalid` for a window that
  /// has passed, or as `checked_ticket` says
  std::optional<error> submit(ticket from);
  /// A ticket as it would be if it came in now; its end by the kind's TTL unless it names one.
  result<ticket> checked(ticket from) const;
  /// Why it cannot come in: its time is over, there is one of its name, or one of `people` has a ticket already.
  std::optional<error> why_not(const ticket& checked, std::span<const user_id> people) const;
  /// Takes in a checked ticket, with whom its people avoid. False if its window has passed.
  bool enter(ticket checked);
  /// Drafts a checked ticket, and the people that its own avoid. False if its window has passed.
  bool add(ticket checked);
  /// Adds the event of the tickets that came since the last call.
  void write();
  /// Moves the tickets of these groups, which are matched at once, to a list of their own in their events.
  /// Most tickets of a busy pool never wait, and `apply` need not index them.
  void file_apart(const std::vector<found_group>& matched);

 private:
  round_draft& draft_;
  const penalties& penalties_;
  const avoidance& avoidance_;
  tickets_submitted unwritten_;
};

}  // namespace moim
