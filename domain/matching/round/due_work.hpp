#pragma once

#include "domain/matching/round/parties.hpp"
#include "domain/matching/round/proposals.hpp"

namespace moim {

/// What time brings: tickets end or ask for less, proposals are over, and so is the time to join a party. It comes in
/// the order of its due time; of one time parties first, then the oldest ticket (rule 9).
class due_work {
 public:
  due_work(round_draft& draft, proposal_draft& open, endings& ends, proposals& asked, parties& inviting)
      : draft_(draft), open_(open), endings_(ends), proposals_(asked), parties_(inviting) {}

  /// Decides what is due, for `max_tickets` tickets and parties at most, or one proposal that has more. The tickets
  /// that are left are out of play: whatever time does to them comes first. Then each of them is fresh or over, so no
  /// group that they could make is lost.
  void run(std::size_t max_tickets);
  /// Whether anything was due.
  bool was_any() const { return was_any_; }
  /// Whether more was due than was decided.
  bool leaves_any() const { return leaves_any_; }

 private:
  std::size_t tickets_due_with(slot which) const;
  void look_at(slot which);
  void end_proposal(std::uint64_t number);
  void relax_or_retry(slot which);
  void withdraw_left(const timer_heap::due_walk& walk);

  round_draft& draft_;
  proposal_draft& open_;
  endings& endings_;
  proposals& proposals_;
  parties& parties_;
  bool was_any_ = false;
  bool leaves_any_ = false;
};

}  // namespace moim
