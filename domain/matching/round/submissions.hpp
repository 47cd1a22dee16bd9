#pragma once

#include "domain/matching/round/avoidance.hpp"
#include "domain/matching/round/penalties.hpp"
#include "domain/matching/search/group_search.hpp"

namespace moim {

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
  /// Drafts a checked ticket, and the people that its own avoid. False if its window has passed.
  bool add(ticket checked);
  /// Adds the event of the tickets that came since the last call.
  void write();
  /// Moves the tickets of these groups, which are matched at once, to a list of their own in their events.
  /// Most tickets of a busy pool never wait, and `apply` need not index them.
  void file_apart(const std::vector<found_group>& matched);

 private:
  std::optional<error> why_not(const ticket& checked) const;

  round_draft& draft_;
  const penalties& penalties_;
  const avoidance& avoidance_;
  tickets_submitted unwritten_;
};

}  // namespace moim
