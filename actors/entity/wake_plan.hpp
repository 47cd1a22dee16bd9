#pragma once

#include "store/log_store.hpp"

namespace moim {

/// Keeps an entity's only wake-up where it has to be with as few writes as possible (rules 9 and 16): it is written
/// when it has to come earlier than the one that is stored, and after each time it came. One that comes too early costs
/// little, one that never comes a lot.
class wake_plan {
 public:
  /// `shared`: others move the wake-up too, and an append without a record does it without a trace. Then what is stored
  /// cannot be known, and every commit writes it.
  explicit wake_plan(bool shared) : shared_(shared) {}

  /// It came: whoever handles it rewrites it.
  void woken() { rewrite_ = true; }
  bool must_rewrite() const { return rewrite_; }

  /// What the next append has to change so that the entity is woken at `wanted`. One without a record changes nothing
  /// that would need an earlier wake-up.
  std::optional<store::wake_change> change(std::optional<time_ms> wanted, time_ms now, bool with_record) const {
    if (rewrite_) return store::wake_change{wanted};
    if (!wanted || !with_record) return std::nullopt;
    // A stored time that has passed was claimed, and may have been moved to anywhere.
    bool in_time = !shared_ && stored_ && *stored_ > now && *stored_ <= *wanted;
    return in_time ? std::nullopt : std::optional{store::wake_change{wanted}};
  }

  void written(const std::optional<store::wake_change>& change) {
    if (!change) return;
    stored_ = change->at;
    rewrite_ = false;
  }

 private:
  bool shared_;
  std::optional<time_ms> stored_;
  bool rewrite_ = false;
};

}  // namespace moim
