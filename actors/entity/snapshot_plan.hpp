#pragma once

#include "actors/entity/port.hpp"

#include <vector>

namespace moim {

/// Says when to save a slice of a state, and which. One is due when the log since the last save has outgrown
/// it; the slice saved longest ago comes first (rule 15). A save forgets the records before the slice's
/// *previous* save, so that clients can resume over at least one snapshot's length.
class snapshot_plan {
 public:
  /// \param slices how many make up the state
  explicit snapshot_plan(std::uint32_t slices) : saved_(slices) {}

  void loaded(const store::snapshot_slice& slice) {
    if (slice.index >= saved_.size()) return;
    saved_[slice.index] = {slice.as_of, slice.bytes.size()};
    records_ = bytes_ = 0;
    next_ = 0;
    for (std::uint32_t i = 1; i < saved_.size(); ++i)
      if (saved_[i].as_of < saved_[next_].as_of) next_ = i;
  }
  void appended(std::size_t record_bytes) {
    ++records_;
    bytes_ += record_bytes;
  }
  bool is_due(const entity_limits& limits) const {
    // A log can only be forgotten once all slices are there: until then each commit brings one.
    if (saved_.size() > 1 && saved_[next_].as_of == 0) return records_ > 0;
    return records_ >= limits.min_snapshot_records / saved_.size() &&
           bytes_ >= limits.min_snapshot_bytes + 2 * saved_[next_].bytes;
  }
  /// The slice to save.
  std::uint32_t next() const { return next_; }

  /// Puts the slice as of `now` on an append, which forgets the records that the slice before made needless.
  void put_on(store::append_request& append, version now, std::string bytes) const {
    append.forget_to = saved_[next_].as_of;
    append.snapshot = store::snapshot_slice{next_, now, std::move(bytes)};
  }
  /// Puts the only slice as the append leaves it, and all records before the append's own are forgotten with it.
  static void put_end_on(store::append_request& append, std::string bytes) {
    append.forget_to = append.expected.version;
    append.snapshot = store::snapshot_slice{0, append.expected.version + 1, std::move(bytes)};
  }
  void written(const store::snapshot_slice& slice) { loaded(slice); }

 private:
  struct saved {
    version as_of = 0;
    std::size_t bytes = 0;
  };
  std::vector<saved> saved_;
  std::uint32_t next_ = 0;
  std::size_t records_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace moim
