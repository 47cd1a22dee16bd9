#pragma once

#include "store/log_store.hpp"

namespace moim {

/// Keeps an entity's only wake-up where it has to be with as few writes as possible (rules 9 and 16): it is written
/// when it has to come earlier than the one that is stored, and after each time it came. One that comes too early costs
/// little.
class wake_plan {
 public:
  /// It came: whoever handles it rewrites it.
  void woken() { rewrite_ = true; }
  /// An append of unknown outcome may have changed it.
  void unsure() { rewrite_ = true; }
  bool must_rewrite() const { return rewrite_; }

  /// What the next append has to change so that the entity is woken at `wanted`.
  std::optional<store::wake_change> change(std::optional<time_ms> wanted, time_ms now) const {
    if (rewrite_) return store::wake_change{wanted};
    // A stored time that has passed was claimed by somebody, and may have been moved to anywhere.
    bool in_time = stored_ && *stored_ > now && wanted && *stored_ <= *wanted;
    if (!wanted || in_time) return std::nullopt;
    return store::wake_change{wanted};
  }

  void written(const std::optional<store::wake_change>& change) {
    if (!change) return;
    stored_ = change->at;
    rewrite_ = false;
  }

 private:
  std::optional<time_ms> stored_;
  bool rewrite_ = false;
};

}  // namespace moim
