#pragma once

#include "domain/matching/round/avoidance.hpp"
#include "domain/matching/search/group_search.hpp"

namespace moim {

/// Turns groups into matches: their tickets are out of play, and their people avoid each other.
class matches {
 public:
  matches(round_draft& draft, avoidance& avoided) : draft_(draft), avoidance_(avoided) {}

  /// All people of a proposal have accepted it, or the room they were offered to has.
  void of_proposal(std::uint64_t number, const open_proposal& accepted);
  /// A group that nobody has to be asked about.
  void of_group(const found_group& group, agreed_terms agreed);

 private:
  /// What a match says of its tickets.
  struct company {
    /// Also those who sit in the room already.
    std::vector<user_id> users;
    std::vector<group_member> members;
    std::vector<time_ms> since;
    std::vector<ticket> terms;
  };
  void add(ticket_ref ref, bool keep_terms, company& into) const;

  round_draft& draft_;
  avoidance& avoidance_;
};

}  // namespace moim
