#pragma once

#include "domain/matching/round/backfills.hpp"
#include "domain/matching/round/proposals.hpp"
#include "domain/matching/search/wave.hpp"

namespace moim {

/// The last part of a round: searches for groups, and matches each, proposes it to its members, or offers it to a
/// room.
class settling {
 public:
  settling(round_draft& draft, matches& made, proposals& asked, backfills& rooms, submissions& submitted)
      : draft_(draft), matches_(made), proposals_(asked), backfills_(rooms), submissions_(submitted) {}

  /// If the time for a wave has come: all that it gathered is searched for.
  void gather_wave();
  void run(wave& waves, const search_budget& budget);

 private:
  void order_fresh();
  void settle(const found_group& group);

  round_draft& draft_;
  matches& matches_;
  proposals& proposals_;
  backfills& backfills_;
  submissions& submissions_;
};

}  // namespace moim
