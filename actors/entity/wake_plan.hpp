#pragma once

#include "store/log_store.hpp"

namespace moim {

/// Keeps an entity's only wake-up where it has to be with as few writes as possible (rules 9 and 16). It is written
/// with a commit that needs it earlier, much later or not at all, and after each time it came. One that comes a little
/// too early costs little, one that never comes a lot.
class wake_plan {
 public:
  /// A wake-up that is wanted so much later than it is stored is moved: that costs less than to be woken for nothing.
  static constexpr time_ms much_later_ms = 10 * second_ms;

  /// `shared`: others move the wake-up too, and an append without a record does it without a trace. Then what is stored
  /// cannot be known, and every commit writes it.
  explicit wake_plan(bool shared) : shared_(shared) {}

  /// The log is empty, and so nothing is stored.
  void begin() { known_ = true; }
  /// The log may be another one than it was.
  void forget() {
    known_ = false;
    stored_.reset();
  }
  /// It came: whoever handles it rewrites it.
  void woken() { rewrite_ = true; }
  bool must_rewrite() const { return rewrite_; }

  /// What the next append has to change so that the entity is woken at `wanted`. One without a record changes nothing
  /// that would need another wake-up.
  std::optional<store::wake_change> change(std::optional<time_ms> wanted, time_ms now, bool with_record) const {
    if (rewrite_) return store::wake_change{wanted};
    if (!with_record || stands(wanted, now)) return std::nullopt;
    return store::wake_change{wanted};
  }

  /// `rewritten`: the append was sent after the last time it came.
  void written(const std::optional<store::wake_change>& change, bool rewritten) {
    if (!change) return;
    stored_ = change->at;
    known_ = true;
    if (rewritten) rewrite_ = false;
  }

 private:
  /// Whether what is stored will do.
  bool stands(const std::optional<time_ms>& wanted, time_ms now) const {
    if (shared_ || !known_) return false;
    if (!wanted || !stored_) return stored_ == wanted;
    // A stored time that has passed was claimed, and may have been moved to anywhere.
    return *stored_ > now && *stored_ <= *wanted && *wanted - *stored_ < much_later_ms;
  }

  bool shared_;
  /// Whether `stored_` is what the store has.
  bool known_ = false;
  std::optional<time_ms> stored_;
  bool rewrite_ = false;
};

}  // namespace moim
