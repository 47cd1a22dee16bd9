#pragma once

#include "store/log_store.hpp"

namespace moim {

/// Keeps an entity's only wake-up in its place with as few writes as possible (rules 9 and 16). It is written
/// when a commit needs it earlier, much later or not at all, and whenever it has come. A wake-up that comes a
/// little early costs little; one that never comes costs a lot.
class wake_plan {
 public:
  /// A wake-up wanted this much later than stored is moved: that costs less than waking for nothing.
  static constexpr time_ms much_later_ms = 10 * second_ms;

  /// `shared`: other nodes move the wake-up too, and an append without a record does so without a trace. So
  /// the stored time cannot be known, and every commit writes it.
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

  /// What the next append has to change so that the entity is woken at `wanted`. An append without a record never needs
  /// another wake-up.
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
  /// Whether the stored wake-up will do.
  bool stands(const std::optional<time_ms>& wanted, time_ms now) const {
    if (shared_ || !known_) return false;
    if (!wanted || !stored_) return stored_ == wanted;
    // A stored time that has passed was claimed; the claim may have moved it to any time.
    return *stored_ > now && *stored_ <= *wanted && *wanted - *stored_ < much_later_ms;
  }

  bool shared_;
  /// Whether `stored_` is what the store has.
  bool known_ = false;
  std::optional<time_ms> stored_;
  bool rewrite_ = false;
};

}  // namespace moim
