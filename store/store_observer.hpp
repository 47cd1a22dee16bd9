#pragma once

#include "store/held_clock.hpp"
#include "store/log_store.hpp"

namespace moim::store {

/// One turn of the embedded store's writer.
struct batch_facts {
  /// Appends that were answered by it, whatever the answer.
  std::size_t appends = 0;
  std::size_t conflicts = 0;
  /// Logs whose head had to be read first: the writer had not met them lately, and nobody had said that they come.
  std::size_t heads_read = 0;
  /// Written to the write-ahead log; 0 if there was nothing to write and so no sync.
  std::size_t bytes = 0;
  /// From the begin of the write to the end of its sync.
  double seconds_synced = 0;
};

/// What a start of the embedded store found in its write-ahead log. Changes are rows, numbered as they were written.
struct opening_facts {
  /// The newest change that is there.
  std::uint64_t last_change = 0;
  /// Up to which change the log was known to be synced, and so may have been acknowledged; nothing: not known.
  std::optional<std::uint64_t> witnessed;
  /// Synced writes that were replayed from the log.
  std::uint64_t replayed_commits = 0;
  /// At the ends of the log's files, that are no whole record.
  std::uint64_t dropped_bytes = 0;
  /// Changes that were acknowledged and are gone; not 0 only where the operator has accepted that.
  std::uint64_t lost_changes = 0;
  /// There is no file of the log at all, and there should be.
  bool log_is_missing = false;
  /// Of a file of the log nothing can be read, and a later one was written to.
  bool log_is_unreadable = false;
};

/// Hears what the embedded store does. Called on the store's threads and its callers', so it must be quick, safe from
/// any thread, and never call the store.
class store_observer {
 public:
  virtual ~store_observer() = default;
  /// The store is open.
  virtual void opened(const opening_facts&) {}
  /// The wall's clock is not what the store's time follows, for now (`held_time`).
  /// \param offset_ms how far it is ahead; negative: behind
  virtual void clock_heard(clock_event, time_ms /*offset_ms*/) {}
  virtual void batch_written(const batch_facts&) {}
  virtual void append_refused(refusal) {}
  /// The disk gave no or wrong bytes; the caller was told that the store could not be reached.
  virtual void read_failed(const std::string& /*what*/) {}
};

}  // namespace moim::store
