#pragma once

#include "sim/checks/violation.hpp"
#include "sim/simulation/checkers/consent_book.hpp"
#include "sim/simulation/checkers/penalty_book.hpp"
#include "sim/simulation/checkers/timetable.hpp"
#include "sim/simulation/report/tally.hpp"
#include "sim/simulation/report/trace.hpp"
#include "store/log_store.hpp"

#include <memory>

namespace moim::sim {

/// A pool as its log tells it.
struct pool_story {
  ticket_ledger ledger;
  timetable times;
  penalty_book penalties;
  std::map<std::pair<user_id, request_key>, ticket_outcome> answered;
  /// The pool itself, from its events.
  std::unique_ptr<matcher> shadow = std::make_unique<matcher>();
  time_ms last_at = 0;
  struct landed {
    store::stored_record record;
    time_ms at = 0;
  };
  std::vector<landed> records;
};

/// Watches every commit of the pools as it lands: one end for each ticket, and nobody matched by one that they have not
/// said yes to (P4), one outcome for each key (P3), nothing
/// left undone that was due (P6), no ready group left waiting, and an index that is what it would be if it were built
/// anew.
class pool_checker {
 public:
  pool_checker(verdict& verdict, trace& trace, tally& seen, const consent_book& consents)
      : verdict_(verdict), trace_(trace), seen_(seen), consents_(consents) {}

  void on_landed(const pool_id& pool, const store::stored_record& record, time_ms now);
  void on_tail_lost(const pool_id& pool, std::size_t count);

  using saved = std::map<pool_id, std::vector<pool_story::landed>>;
  saved save() const;
  void on_restored(const saved& then);

  const std::map<pool_id, pool_story>& pools() const { return pools_; }
  /// The pool that the ticket was submitted to; null if nothing was ever committed to it.
  const pool_story* pool_of(const ticket_id& ticket) const;
  /// Null if no log knows it.
  const ticket_story* find(const ticket_id& ticket) const;
  /// Null if no log knows that it ever asked anybody.
  const party_story* party(const ticket_id& ticket) const;
  /// The people of a match; null if no log knows it.
  const match_story* find(const match_id& match) const;
  /// Whether the log of that match's pool has made this proposal to the room, and has not closed it.
  bool knows_proposal(const match_id& match, const room_id& room, std::uint64_t proposal) const;

 private:
  void read(pool_story& story, const pool_id& pool, const store::stored_record& record, time_ms now);
  /// Nobody sits with others by a ticket that they have not said yes to, whatever the log says of it.
  void check_consent(const matched& made, std::vector<std::string>& amiss) const;
  void check_decision(const pool_id& pool, const pool_story& story, time_ms at, bool after_wave);
  void rebuild(const pool_id& pool, const std::vector<pool_story::landed>& records);
  void broken(const pool_id& pool, const std::string& promise_and_what);

  verdict& verdict_;
  trace& trace_;
  tally& seen_;
  const consent_book& consents_;
  std::map<pool_id, pool_story> pools_;
  bool again_ = false;
};

}  // namespace moim::sim
