#pragma once

#include "actors/entity/port.hpp"
#include "actors/entity/snapshot_plan.hpp"
#include "actors/entity/stage.hpp"
#include "actors/entity/wake_plan.hpp"
#include "domain/declare/errors.hpp"
#include "domain/planted.hpp"
#include "metrics/entities.hpp"
#include "store/storage_codec.hpp"

#include <deque>
#include <limits>
#include <set>

namespace moim {

/// The mechanism that every entity stands on (design, sections 2 and 3), without CAF: it gathers items, decides a batch
/// of them, appends what they lead to as one commit, and answers once that is on disk. A conflict replays the same
/// batch against the newer state; an unknown outcome is resolved before anything else is decided.
///
/// `Rules` names `state`, `event`, `item` (`deadline` on the machine's clock, `changes()`, optionally `is_delivery()`:
/// another entity owes it, and, where time changes something, `is_refused()`: as it was decided), and statics:
/// `apply(state&, event, stamp)`; `next_due(state)`: when time alone next changes something; `next_wake(state, now)`:
/// that or earlier; optionally `settle(draft, events, stamp, before, filter)`: applies what was decided and adds what
/// follows from it in the same commit (what it owes passes `filter`, which keeps what rides); `gathers`: whether a
/// round first reads the mailbox; `is_ridden_into`: whether others' records ride into its log (rule 2); `in_place`:
/// whether the state is too large to copy. A batch and what is due are then decided as one (`decide_together`, no
/// `next_due`) and applied once the commit has landed (rule 13); `slices`, `slice(state, index)` and `loading(slices)`
/// with `step()` and `take()`: how the state is saved, and restored step by step (rule 15).
///
/// The virtual hooks hold what differs between entities.
template <class Rules>
class entity {
 public:
  using state_type = typename Rules::state;
  using event_type = typename Rules::event;
  using item_type = typename Rules::item;
  using events = std::vector<event_type>;

  entity(entity_id id, entity_port& port, entity_metrics& metrics, const entity_limits& limits);
  virtual ~entity();
  entity(const entity&) = delete;
  entity& operator=(const entity&) = delete;

  const entity_id& id() const { return id_; }

  /// Takes an item, or refuses it at once if too many wait. Every item is answered or refused exactly once.
  void add(item_type item);
  /// Loads the entity if it is not in memory yet.
  void load();
  /// Assumes that nothing was ever appended, instead of reading. If something was, the first append meets a
  /// conflict and brings it. Without effect if the entity is in memory or being loaded.
  void assume_new();

  void on_turn();
  void on_append(store::append_result result);
  void on_read(read_tag tag, store::read_result result);
  void on_tick();
  /// The entity's wake-up is due.
  void on_wake();
  /// A hint that the log ends at `now`.
  void on_moved(const head& now);
  /// A record of somebody else's has ridden into the log. Version 0: it is somewhere there.
  void on_rode(const store::stored_record& record);
  /// One of these calls, or of the derived class's, threw `what`: a bug. This entity loses all that it has in memory;
  /// others lose nothing.
  void on_exception(const std::string& what) noexcept;

 protected:
  // --- What differs between entities ------------------------------------------------------------------------------
  /// Decides the item, stores the answer in it, and adds the events to `out`.
  virtual void decide(item_type& item, const state_type& state, time_ms now, events& out) = 0;
  /// Instead of `decide` where the state is kept in place: decides what is due, and then all items. False if more is
  /// due than fits into a commit: then no item is decided, and they wait for the next.
  virtual bool decide_together(std::deque<item_type>&, const state_type&, time_ms, events&) { return true; }
  /// When to wake the entity after the round's events. They are applied to `after`, unless the state is kept in place.
  virtual std::optional<time_ms> wake_after_round(const state_type& after, time_ms at) {
    return Rules::next_wake(after, at);
  }
  virtual void answer(item_type& item) = 0;
  virtual void refuse(item_type& item, error why) = 0;
  /// Adds the entity's own events to this commit.
  virtual void add_own_events(const state_type&, time_ms, events&) {}
  /// A commit is on disk and applied; `ours` tells whether this actor made it.
  virtual void on_happened(const events& happened, bool ours) = 0;
  virtual void on_loaded() {}
  /// A record has ridden into the log, and is applied if this could be done at once. If it is part of what was loaded,
  /// or will be, `on_happened` is not told of it.
  virtual void on_rode_in(const store::stored_record&) {}
  /// The log was replaced, by a failover or a restored backup: what followers know is void.
  virtual void on_forked() {}
  /// An exception cost the state: tells `why` to whoever waits for more than the answer to an item.
  virtual void on_failed(const error&) {}
  virtual void on_own_read(read_tag, store::read_result) {}
  virtual std::optional<store::card_change> card_for(const state_type&) { return std::nullopt; }
  virtual void on_card_written() {}
  /// Whether somebody in this process needs the entity in memory.
  virtual bool is_needed() const = 0;
  /// Whether somebody wants to hear soon what others append.
  virtual bool is_followed() const = 0;
  /// It is `now` on the machine's clock.
  virtual void on_time_passed(time_ms) {}

  const state_type& state() const { return state_; }
  const head& current() const { return head_; }
  entity_port& port() const { return port_; }
  entity_metrics& metrics() { return metrics_; }
  const entity_limits& limits() const { return limits_; }
  /// Starts a commit for `add_own_events` even though nobody asks for anything.
  void commit_soon();
  /// What the entity waits for has changed without a commit: writes its wake-up anew.
  void rewrite_wake_up() { wake_.woken(), commit_soon(); }
  /// Has `on_time_passed` called at `when` on the machine's clock, or earlier.
  void tick_by(time_ms when);
  /// Time as it counts where others may have been ahead (rule 8).
  time_ms time_to_decide() const { return std::max(port_.now(), state_.last_at); }
  bool is_ready() const { return stage_ == stage::ready; }
  /// When the head was last known to be the log's, on the machine's clock.
  time_ms confirmed_at() const { return confirmed_at_; }
  /// Takes what may ride out of what the round owes.
  template <class Payload>
  void bring(deliveries_owed<Payload>& owed);
  /// Whether `state` is what the log says. It is not while the log is being read from its beginning.
  bool is_loaded() const;

 private:
  using stage = entity_stage;
  using task = entity_task;

  using round = entity_round<event_type>;

  // entity_round.hpp
  void take_turn();
  void ask_turn();
  void begin_round();
  bool has_to_append();
  void gather_batch(std::size_t max);
  bool has_room_for(const item_type& item) const;
  void count_deliveries();
  void drop_round();
  /// The state that the next item of the batch is decided against.
  const state_type& working() const {
    if constexpr (Rules::in_place) return state_;
    return round_.events.empty() ? state_ : *draft_;
  }
  void send_round();
  void add_upkeep(store::append_request& append, const state_type& after);
  void round_committed(const store::committed& landed);
  void answer_batch();
  void refuse_batch(error why);
  void clear_batch();
  void finish_round();

  // entity_deciding.hpp
  void decide_batch(time_ms now);
  bool decide_due(time_ms now);
  void put_batch_back();
  void stage_events(events& fresh, time_ms now);

  // entity_riding.hpp
  void add_riders(store::append_request& append);
  void tell_riders(const std::vector<head>& heads);
  void on_unfit(const store::unfit& why);

  // entity_failing.hpp
  void send(store::append_request append);
  void refuse_all(const error& why, bool may_have_landed);
  void drop_everything();
  bool recover();
  void recover_for_others();

  // entity_refusals.hpp
  void on_refused(store::refusal said);
  void keep_what_changes_nothing(const error& why);
  void hold_off();
  bool is_held_off() const { return held_off_until_ != 0; }
  bool may_only_confirm() const;
  void try_again_after_refusals(time_ms now);

  // entity_time.hpp
  void wake_up_over();
  void expire(std::deque<item_type>& items, time_ms now, errc why);
  void look_at_deadlines(time_ms now);
  void rest_if_idle(time_ms now);
  /// How long nobody has to need it before it leaves memory.
  time_ms rests_after() const;
  void tick_by_again();

  // entity_loading.hpp
  void start_over();
  void on_loading(store::read_result result);
  void load_on();
  void finish_loading(const store::log_piece& rest);

  // entity_recovery.hpp
  void read_on(stage reading);
  void on_catching_up(store::read_result result);
  void on_resolving(store::read_result result);
  void on_fence(store::append_result result);
  void fence();
  commit_id new_commit_id();
  void on_conflict(const store::conflict& lost);
  void replay_batch(errc given_up = errc::contended);
  void on_unknown();
  void pause(task then);
  void resume_after_pause();
  bool apply_records(const std::vector<store::stored_record>& records);
  bool is_forked(const store::log_piece& piece) const;
  void on_damaged();
  void become_unreadable(version at, const std::string& why);

  entity_id id_;
  entity_port& port_;
  entity_metrics& metrics_;
  const entity_limits& limits_;

  stage stage_ = stage::unloaded;
  state_type state_{};
  /// `state_` plus what the current round has decided. It is kept from round to round, each event applied to both:
  /// copying a hall of thousands for each batch cost more than all the rest.
  std::optional<state_type> draft_;
  bool draft_is_stale_ = true;
  head head_;
  wake_plan wake_;
  snapshot_plan snapshot_{Rules::slices};

  std::deque<item_type> waiting_;
  std::size_t deliveries_waiting_ = 0;  // of them
  std::deque<item_type> batch_;
  round round_;
  std::chrono::steady_clock::time_point sent_at_{};
  std::chrono::steady_clock::time_point load_began_{};
  unsigned replays_ = 0;
  unsigned pauses_ = 0;
  /// The items at the front of the batch that have their answers.
  std::size_t answered_ = 0;
  /// Unanswered calls of the store by this mechanism.
  unsigned store_calls_ = 0;
  /// Exceptions in a row, each within a while after the one before.
  unsigned failures_ = 0;
  time_ms failed_at_ = 0;
  time_ms failed_until_ = 0;
  /// How often in a row the store has refused, and until when the entity writes only what it is asked for.
  unsigned refusals_ = 0;
  time_ms held_off_until_ = 0;
  /// The slices on their way into the state, and what was read with them.
  std::optional<typename Rules::loading> loading_;
  store::log_piece read_with_slices_;
  /// A wake-up came, and the timekeeper still waits for its result.
  bool woken_ = false;
  bool turn_asked_ = false;
  bool commit_asked_ = false;
  bool forked_ = false;
  /// A rider has made the log at least so long, since it was read last.
  version at_least_ = 0;
  /// Where nothing can begin any more, though the round under way had wanted it.
  std::set<entity_id> unfit_;
  /// Nothing was read, and nothing has been appended yet.
  bool assumed_new_ = false;
  /// Not all slices were saved yet: the log has everything.
  bool without_snapshot_ = false;
  task after_pause_ = task::load;
  time_ms pause_until_ = 0;
  time_ms fence_at_ = 0;
  time_ms last_used_ = 0;
  time_ms confirmed_at_ = 0;
  std::optional<time_ms> tick_at_;
  unsigned ticks_under_way_ = 0;
};

}  // namespace moim

#include "actors/entity/entity_deciding.hpp"
#include "actors/entity/entity_failing.hpp"
#include "actors/entity/entity_loading.hpp"
#include "actors/entity/entity_recovery.hpp"
#include "actors/entity/entity_refusals.hpp"
#include "actors/entity/entity_riding.hpp"
#include "actors/entity/entity_round.hpp"
#include "actors/entity/entity_time.hpp"
