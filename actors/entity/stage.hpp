#pragma once

#include "actors/riders.hpp"

namespace moim {

/// What an entity is busy with.
enum class entity_stage : std::uint8_t {
  unloaded,
  loading,      // a read is under way that starts from nothing
  ready,        // nothing is under way
  appending,    // the round is with the store
  catching_up,  // a read of what others appended is under way
  resolving,    // the round's append had no answer: a read looks for it
  fencing,      // … and a fence shuts it out
  pausing,      // until `pause_until_`, then `after_pause_`
  unreadable,
  failed,  // an exception: until `failed_until_`, and until the store has answered what was under way
};
/// Whether another entity owes this item. Deliveries have a part of the queue to themselves.
template <class Item>
bool is_delivery(const Item& item) {
  if constexpr (requires { item.is_delivery(); }) return item.is_delivery();
  return false;
}
/// Whether the item is to be refused, as it was decided.
template <class Item>
bool is_refused(const Item& item) {
  if constexpr (requires { item.is_refused(); }) return item.is_refused();
  return false;
}

/// What is done after a pause.
enum class entity_task : std::uint8_t { load, decide, resolve, catch_up };

/// A batch on its way to the store.
template <class Event>
struct entity_round {
  commit_id commit = 0;
  time_ms at = 0;
  std::vector<Event> events;
  std::size_t record_bytes = 0;
  std::optional<store::wake_change> wake;
  std::optional<store::snapshot_slice> snapshot;
  bool with_card = false;
  /// What it owes others and brings to them itself.
  carried brings;
  /// It only confirms the version its items were decided on: no event of the entity's own, nothing due.
  bool only_confirms = false;
  /// So many items wait again, since more was due than fits into a commit.
  std::size_t put_back = 0;
  /// The wake-up had come before it was sent.
  bool rewrites = false;

  bool writes() const { return !events.empty() || wake || snapshot || with_card; }
};

}  // namespace moim
