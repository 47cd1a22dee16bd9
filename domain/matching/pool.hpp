#pragma once

#include "domain/log.hpp"
#include "domain/matching/pool_events.hpp"
#include "domain/matching/ticket_table.hpp"
#include "domain/matching/timer_heap.hpp"

#include <map>
#include <optional>

/// A pool of waiting tickets: what its events add up to, and the index over it.
namespace moim {

/// A group that waits for its members to accept.
struct open_proposal {
  std::vector<ticket_id> tickets;
  std::vector<user_id> accepted;
  std::uint32_t people = 0;
  agreed_terms agreed;
  time_ms until = 0;
  static constexpr auto fields() {
    return std::tuple{field{"tickets", &open_proposal::tickets}, field{"accepted", &open_proposal::accepted},
                      field{"people", &open_proposal::people}, field{"agreed", &open_proposal::agreed},
                      field{"until", &open_proposal::until}};
  }
};

/// What a pool knows of a waiting ticket beside its profile.
struct ticket_standing {
  /// The proposal that holds it; 0: none.
  std::uint64_t proposal = 0;
  /// Since when its people are away; nothing: they are here.
  std::optional<time_ms> away_since;
  /// Patience and blocks that were over by then have been seen to.
  time_ms retried_at = 0;
};

/// Who is not put together again, and until when: by the pair, the smaller id first.
using avoided_pairs = std::map<user_id, std::vector<block>>;

class pool {
 public:
  explicit pool(const pool_kind& kind = {}) : kind_(kind), table_(kind) {}

  const pool_kind& kind() const { return kind_; }
  const ticket_table& table() const { return table_; }
  const ticket_standing& standing(slot which) const { return standing_[which]; }
  const timer_heap& timers() const { return timers_; }
  const std::map<std::uint64_t, open_proposal>& proposals() const { return proposals_; }
  std::uint64_t last_proposal() const { return last_proposal_; }
  /// Whom these people should not meet yet.
  std::vector<block> avoided_by(const std::vector<user_id>& users, time_ms now) const;
  /// The tickets that came since the last wave, for pools that gather.
  const std::vector<ticket_id>& gathered() const { return gathered_; }
  std::optional<time_ms> wave_at() const { return wave_at_; }
  age_rank next_age() const { return next_age_; }
  /// The time of the last commit: nothing is decided earlier than that (rule 8).
  time_ms last_at() const { return last_at_; }
  std::size_t bytes() const;

 private:
  friend void apply(pool& state, const pool_event& event, const commit_stamp& stamp);
  void on(const pool_created& event, time_ms at);
  void on(const tickets_submitted& event, time_ms at);
  void on(const tickets_ended& event, time_ms at);
  void on(const tickets_relaxed& event, time_ms at);
  void on(const matched& event, time_ms at);
  void on(const proposed& event, time_ms at);
  void on(const answered& event, time_ms at);
  void on(const proposal_closed& event, time_ms at);
  void on(const avoided& event, time_ms at);
  void on(const presence_changed& event, time_ms at);
  void on(const tickets_retried& event, time_ms at);
  void on(const wave_matched& event, time_ms at);

  void set_timer(slot which);
  void drop(const ticket_id& id);
  void gather(const ticket_id& id, time_ms at);

  pool_kind kind_;
  ticket_table table_;
  slab<ticket_standing> standing_;
  timer_heap timers_;
  std::map<std::uint64_t, open_proposal> proposals_;
  std::uint64_t last_proposal_ = 0;
  avoided_pairs avoided_;
  std::vector<ticket_id> gathered_;
  std::optional<time_ms> wave_at_;
  age_rank next_age_ = 1;
  time_ms last_at_ = 0;
};

/// When the ticket of people who are away ends; nothing: not at all.
std::optional<time_ms> absent_at(const pool_kind& kind, const ticket_standing& standing);

/// When something happens to the ticket by time alone: it expires, its window has passed, it relaxes, its patience or a
/// block is over, its people have been away too long.
time_ms next_due(const pool_kind& kind, const profile& of, const ticket_standing& standing);

/// The first patience or block of a ticket that is over after `retried_at`; nothing if there is none.
std::optional<time_ms> next_retry(const pool_kind& kind, const profile& of, time_ms retried_at);

/// Total: events that contradict each other do no worse than be wrong.
void apply(pool& state, const pool_event& event, const commit_stamp& stamp);

/// When the pool has to be woken at the latest; nothing: never.
std::optional<time_ms> next_wake(const pool& state);

}  // namespace moim
