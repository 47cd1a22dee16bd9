#pragma once

#include "domain/declare/log.hpp"
#include "domain/matching/index/ticket_table.hpp"
#include "domain/matching/pool/open_parties.hpp"
#include "domain/matching/pool/pool_slice.hpp"
#include "domain/matching/pool/slice_members.hpp"
#include "domain/memory/timer_heap.hpp"

#include <map>
#include <optional>

/// A pool of waiting tickets, made of its events, with the index over them.
namespace moim {

/// What a pool knows of a waiting ticket beside its profile.
struct ticket_standing {
  /// The proposal that holds it; 0: none.
  std::uint64_t proposal = 0;
  /// Its people count as connected until then; nothing: until further notice.
  std::optional<time_ms> here_until;
  /// It has been searched for since: patience and blocks that ran out by then need no other search.
  time_ms retried_at = 0;
  /// The commit that gathered it for the next wave; 0: none did.
  version gathered = 0;
};

/// Whether nobody can have looked who is connected from one commit to another: no server was up for too long.
inline bool is_unattended(const pool_kind& kind, time_ms from, time_ms to) {
  return kind.presence_every_s > 0 && to - from > 2 * kind.presence_every_s * second_ms;
}

/// By person: whom the pool does not put them together with again, and until when.
using avoided_pairs = std::map<user_id, std::vector<block>>;

class pool {
 public:
  pool() : pool(pool_kind{}) {}
  explicit pool(const pool_kind& kind) : kind_(kind), table_(kind) {}

  const pool_kind& kind() const { return kind_; }
  const ticket_table& table() const { return table_; }
  const ticket_standing& standing(slot which) const { return standing_[which]; }
  const timer_heap& timers() const { return timers_; }
  /// The tickets of a slice, in no particular order.
  std::span<const slot> slice(std::size_t which) const { return members_.of(which); }
  const std::map<std::uint64_t, open_proposal>& proposals() const { return proposals_; }
  std::uint64_t last_proposal() const { return last_proposal_; }
  /// Tickets whose people are still asked. They are in no other list here.
  const open_parties& parties() const { return parties_; }
  /// The room that the ticket stands for; nothing if its own people wait.
  std::optional<room_id> room_of_backfill(const ticket_id& id) const;
  /// The people that `users` must not meet again yet; none of `users` is among them.
  std::vector<block> avoided_by(const std::vector<user_id>& users, time_ms now) const;
  /// The person may not submit until then; nothing if they may.
  std::optional<time_ms> penalised_until(const user_id& user, time_ms now) const;
  /// The tickets that wait for the next wave, in the order in which they came.
  const std::vector<ticket_id>& gathered() const { return gathered_; }
  std::optional<time_ms> wave_at() const { return wave_at_; }
  /// An age that is younger than that of every ticket.
  age_rank next_age() const { return last_age_ + 1; }
  /// The time of the last commit: nothing is decided earlier than that (rule 8).
  time_ms last_at() const { return last_at_; }
  /// When the servers last came back from being away for so long that they did not see who was connected; 0: never.
  time_ms unattended_until() const { return unattended_until_; }
  std::size_t bytes() const;

  /// Applies one event. It never fails: an event about a ticket that the pool does not have changes nothing.
  template <class Event>
  void take(const Event& event, const commit_stamp& stamp) {
    if (is_unattended(kind_, last_at_, stamp.at)) unattended_until_ = stamp.at;
    last_at_ = std::max(last_at_, stamp.at);
    on(event, stamp);
  }

  /// What belongs to no slice, for a snapshot.
  pool_base base() const;
  /// One slice, 0 … `pool_slices` − 1, for a snapshot.
  pool_part part(std::size_t slice) const;
  /// Whether the commit is new to a slice. Each slice was loaded as of its own version, and `apply` passes
  /// over what earlier events say about it.
  bool is_news(std::size_t slice, const commit_stamp& stamp) const { return stamp.version > as_of_.parts[slice]; }
  bool is_news(const commit_stamp& stamp) const { return stamp.version > as_of_.base; }

 private:
  friend class pool_restoring;

  void on(const pool_created& event, const commit_stamp& stamp);
  void on(const tickets_submitted& event, const commit_stamp& stamp);
  void on(const tickets_ended& event, const commit_stamp& stamp);
  void on(const tickets_relaxed& event, const commit_stamp& stamp);
  void on(const matched& event, const commit_stamp& stamp);
  void on(const proposed& event, const commit_stamp& stamp);
  void on(const answered& event, const commit_stamp& stamp);
  void on(const proposal_closed& event, const commit_stamp& stamp);
  void on(const avoided& event, const commit_stamp& stamp);
  void on(const penalised& event, const commit_stamp& stamp);
  void on(const presence_changed& event, const commit_stamp& stamp);
  void on(const tickets_retried& event, const commit_stamp& stamp);
  void on(const wave_matched& event, const commit_stamp& stamp);
  void on(const party_invited& event, const commit_stamp& stamp);
  void on(const party_accepted& event, const commit_stamp& stamp);
  void on(const party_closed& event, const commit_stamp& stamp);

  void set_timer(slot which);
  slot put(profile of, age_rank age, const ticket_standing& standing);
  void drop(const ticket_id& id, const commit_stamp& stamp);
  /// The ticket, unless its slice knows the commit already.
  std::optional<slot> news_of(const ticket_id& id, const commit_stamp& stamp) const;

  pool_kind kind_;
  ticket_table table_;
  slab<ticket_standing> standing_;
  timer_heap timers_;
  std::map<std::uint64_t, open_proposal> proposals_;
  std::uint64_t last_proposal_ = 0;
  open_parties parties_;
  avoided_pairs avoided_;
  std::map<user_id, time_ms> penalties_;
  std::map<ticket_id, room_id> backfilled_rooms_;
  std::vector<ticket_id> gathered_;
  std::optional<time_ms> wave_at_;
  /// An age is the commit's version and a count within the commit, so that ages follow from the log alone.
  age_rank last_age_ = 0;
  version aging_ = 0;
  age_rank aged_in_commit_ = 0;
  time_ms last_at_ = 0;
  time_ms unattended_until_ = 0;
  slice_members members_;
  slice_versions as_of_;
};

/// When the ticket ends because its people are away; nothing: it does not.
std::optional<time_ms> absent_at(const pool_kind& kind, const ticket_standing& standing);

/// When time changes something for the ticket: it expires, its window has passed, it relaxes, its patience or a block
/// is over, or its people have been away too long.
time_ms next_due(const pool_kind& kind, const profile& of, const ticket_standing& standing);

/// When the ticket's patience or its next block runs out, after `retried_at`; nothing: neither will.
std::optional<time_ms> next_retry(const pool_kind& kind, const profile& of, time_ms retried_at);

void apply(pool& state, const pool_event& event, const commit_stamp& stamp);

/// The latest time of the pool's next decision; nothing: time alone brings none.
std::optional<time_ms> next_wake(const pool& state);

}  // namespace moim
