#pragma once

#include "domain/matching/round/proposals.hpp"

namespace moim {

/// What time brings: tickets end or ask for less, and proposals are over.
class due_work {
 public:
  due_work(round_draft& draft, proposal_draft& open, endings& ends, proposals& asked)
      : draft_(draft), open_(open), endings_(ends), proposals_(asked) {}

  /// Decides all that is due, the oldest ticket first.
  void run();
  /// Whether anything was due.
  bool was_any() const { return was_any_; }

 private:
  void look_at(slot which);
  void end_proposal(std::uint64_t number);
  void relax_or_retry(slot which);

  round_draft& draft_;
  proposal_draft& open_;
  endings& endings_;
  proposals& proposals_;
  bool was_any_ = false;
};

}  // namespace moim
