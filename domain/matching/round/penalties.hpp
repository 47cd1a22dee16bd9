#pragma once

#include "domain/declare/errors.hpp"
#include "domain/matching/round/round_draft.hpp"

namespace moim {

/// Keeps people who let a group down from submitting for a while, if the kind says so.
class penalties {
 public:
  explicit penalties(round_draft& draft) : draft_(draft) {}

  /// Penalises the person who submitted a ticket: they answer for a party that they named unasked.
  void add(const user_id& user);
  /// `penalised`, with the time to come again, if one of these people may not submit; a moment ago counts.
  std::optional<error> why_not(const std::vector<user_id>& users) const;
  /// Adds the event of everybody penalised in this round.
  void write();

 private:
  round_draft& draft_;
  penalised added_;
};

}  // namespace moim
