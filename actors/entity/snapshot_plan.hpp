#pragma once

#include "actors/entity/port.hpp"

namespace moim {

/// Says when a state is worth saving: when the log since the last snapshot has outgrown it (rule 15). The records
/// before the *previous* snapshot are forgotten, so that clients can resume over at least one snapshot's length.
class snapshot_plan {
 public:
  void loaded(version as_of, std::size_t snapshot_bytes) {
    as_of_ = as_of;
    snapshot_bytes_ = snapshot_bytes;
    records_ = bytes_ = 0;
  }
  void appended(std::size_t record_bytes) {
    ++records_;
    bytes_ += record_bytes;
  }
  bool is_due(const entity_limits& limits) const {
    return records_ >= limits.snapshot_records_least && bytes_ >= limits.snapshot_bytes_least + 2 * snapshot_bytes_;
  }

  /// Puts the state as of `now` on an append, and forgets what the one before has made needless.
  void put_on(store::append_request& append, version now, std::string state) const {
    append.forget_to = as_of_;
    append.snapshot = store::snapshot_slice{0, now, std::move(state)};
  }
  void written(const store::snapshot_slice& slice) { loaded(slice.as_of, slice.bytes.size()); }

 private:
  version as_of_ = 0;
  std::size_t snapshot_bytes_ = 0;
  std::size_t records_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace moim
