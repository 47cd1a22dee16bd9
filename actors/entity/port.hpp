#pragma once

#include "actors/riders.hpp"

namespace moim {

/// Tells the answers of reads apart.
using read_tag = std::uint64_t;

/// What an entity needs of the actor around it. Answers come back as calls of the entity, never from inside a call made
/// here.
class entity_port {
 public:
  virtual ~entity_port() = default;
  /// The store's time, for everything that is decided or stored.
  virtual time_ms now() = 0;
  /// A steady clock that begins anywhere: for deadlines, pauses, ticks, and whatever else is over with the process. No
  /// jump of the store's time reaches it.
  virtual time_ms machine_now() = 0;
  virtual std::uint64_t random() = 0;
  /// Whether others append to this entity's log.
  virtual bool is_shared() const = 0;
  /// Whether the store takes riders.
  virtual bool takes_riders() const = 0;
  /// What rode on an append has landed. `heads` are its logs' then; empty: it is not known at which versions.
  virtual void riders_landed(const carried& landed, const std::vector<head>& heads) = 0;
  /// Comes back as `on_append`.
  virtual void append(store::append_request request) = 0;
  /// Comes back as `on_read` with the same tag.
  virtual void read(read_tag tag, store::read_request request) = 0;
  /// Comes back as `on_turn`, after all that is in the mailbox now.
  virtual void turn_soon() = 0;
  /// Comes back as `on_tick`.
  virtual void tick_in(time_ms delay) = 0;
  /// The log holds something that cannot be read: for the operator.
  virtual void report_unreadable(version at, const std::string& why) = 0;
  /// The entity's code has thrown `what`, and rests for `rest_ms`: for the operator.
  virtual void report_failure(const std::string& what, time_ms rest_ms) = 0;
  /// The wake-up is handled, or cannot be now: the next entity may be woken.
  virtual void wake_up_over() = 0;
  /// The entity is idle and leaves memory; false if it cannot, because something is on its way to it.
  virtual bool rest() = 0;
};

/// The bounds and times of every entity.
struct entity_limits {
  /// Requests that may wait beside the batch under way; more are refused with `overloaded`.
  std::size_t max_waiting = 8'192;
  /// Deliveries that may wait: a bound of their own, so that requests and deliveries cannot crowd each other out.
  std::size_t max_deliveries_waiting = 2'048;
  /// Commands in one commit.
  std::size_t max_batch = 4'096;
  /// Events that time alone brings about in one commit; the rest are due at once in the next.
  std::size_t max_due = 1'000;
  /// How often one batch is replayed before it is given up with `contended`.
  unsigned max_replays = 10;
  time_ms overloaded_retry_after = 200;
  /// Explanations of tickets that one person gets of one pool within any minute, over all their sessions.
  std::uint32_t explanations_per_minute = 6;
  /// Tickets that name others, and are not vouched for, from one person in one pool within any minute: each is pushed
  /// to those whom it names.
  std::uint32_t invitations_per_minute = 12;
  /// How long an entity that nobody needs stays in memory.
  time_ms rest_after = 60 * second_ms;
  /// The same for one that has no log: whoever makes ids up fills no memory with them.
  time_ms nobody_rests_after = second_ms;
  /// How often a followed entity of a shared store confirms its head (hints get lost).
  time_ms confirm_every = 2 * second_ms;
  /// How often deadlines are looked at while something waits.
  time_ms sweep_every = 500;
  /// A state is saved once the log since it was saved last has so many records, and so many bytes beside twice its own.
  std::size_t min_snapshot_records = 128;
  std::size_t min_snapshot_bytes = 16 * 1024;
  /// The longest pause before a store that failed is asked again.
  time_ms max_retry = 2 * second_ms;
  /// The longest time until an entity tries again to write of its own accord, while the store refuses.
  time_ms max_refused_retry = 8 * second_ms;
};

}  // namespace moim
