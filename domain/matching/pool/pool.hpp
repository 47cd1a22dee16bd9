#pragma once

#include "domain/declare/log.hpp"
#include "domain/matching/index/ticket_table.hpp"
#include "domain/matching/pool/pool_slice.hpp"
#include "domain/matching/pool/slice_members.hpp"
#include "domain/memory/timer_heap.hpp"

#include <map>
#include <optional>

/// A pool of waiting tickets: what its events add up to, and the index over it.
namespace moim {

/// What a pool knows of a waiting ticket beside its profile.
struct ticket_standing {
  /// The proposal that holds it; 0: none.
  std::uint64_t proposal = 0;
  /// Until when its people are surely here; nothing: until further notice.
  std::optional<time_ms> here_until;
  /// Patience and blocks that were over by then have been seen to.
  time_ms retried_at = 0;
  /// The commit since which it has been gathered for a wave; 0: it is not.
  version gathered = 0;
};

/// Who is not put together again, and until when: by the pair, the smaller id first.
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
  /// The room for which a ticket looks for people; nothing if its own people wait.
  std::optional<room_id> sought_by(const ticket_id& id) const;
  /// Whom these people should not meet yet.
  std::vector<block> avoided_by(const std::vector<user_id>& users, time_ms now) const;
  /// Until when the person may not submit; nothing if they may.
  std::optional<time_ms> penalised_until(const user_id& user, time_ms now) const;
  /// The tickets that came since the last wave, for pools that gather.
  const std::vector<ticket_id>& gathered() const { return gathered_; }
  std::optional<time_ms> wave_at() const { return wave_at_; }
  /// Every ticket of the pool is older.
  age_rank next_age() const { return last_age_ + 1; }
  /// The time of the last commit: nothing is decided earlier than that (rule 8).
  time_ms last_at() const { return last_at_; }
  std::size_t bytes() const;

  /// Applies one event. Total: events that contradict each other do no worse than be wrong.
  template <class Event>
  void take(const Event& event, const commit_stamp& stamp) {
    last_at_ = std::max(last_at_, stamp.at);
    on(event, stamp);
  }

  /// What is not in a slice of its own, for a snapshot.
  pool_base base() const;
  /// The part of a slice, 0 … `pool_slices` − 1, for a snapshot.
  pool_part part(std::size_t slice) const;
  /// Whether a slice does not know the commit yet. Each is as of a version of its own; events up to that one are passed
  /// over by `apply` where they are about that slice.
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
  avoided_pairs avoided_;
  std::map<user_id, time_ms> penalties_;
  std::map<ticket_id, room_id> seeking_;
  std::vector<ticket_id> gathered_;
  std::optional<time_ms> wave_at_;
  /// Ages count up within a commit from its version on, so that they follow from the log alone.
  age_rank last_age_ = 0;
  version aging_ = 0;
  age_rank aged_in_commit_ = 0;
  time_ms last_at_ = 0;
  slice_members members_;
  slice_versions as_of_;
};

/// When the ticket of people who are away ends; nothing: not at all.
std::optional<time_ms> absent_at(const pool_kind& kind, const ticket_standing& standing);

/// When something happens to the ticket by time alone: it expires, its window has passed, it relaxes, its patience or a
/// block is over, its people have been away too long.
time_ms next_due(const pool_kind& kind, const profile& of, const ticket_standing& standing);

/// The first patience or block of a ticket that is over after `retried_at`; nothing if there is none.
std::optional<time_ms> next_retry(const pool_kind& kind, const profile& of, time_ms retried_at);

void apply(pool& state, const pool_event& event, const commit_stamp& stamp);

/// When the pool has to be woken at the latest; nothing: never.
std::optional<time_ms> next_wake(const pool& state);

}  // namespace moim
