#pragma once

#include "store/log_store.hpp"

namespace moim::store {

/// One turn of the embedded store's writer.
struct batch_facts {
  /// Appends that were answered by it, whatever the answer.
  std::size_t appends = 0;
  std::size_t conflicts = 0;
  /// Written to the write-ahead log; 0 if there was nothing to write and so no sync.
  std::size_t bytes = 0;
  /// From the begin of the write to the end of its sync.
  double seconds_synced = 0;
};

/// Hears what the embedded store does. Called on the store's threads and its callers', so it must be quick, safe from
/// any thread, and never call the store.
class store_observer {
 public:
  virtual ~store_observer() = default;
  virtual void batch_written(const batch_facts&) {}
  virtual void append_refused(refusal) {}
  /// The disk gave no or wrong bytes; the caller was told that the store could not be reached.
  virtual void read_failed(const std::string& /*what*/) {}
};

}  // namespace moim::store
