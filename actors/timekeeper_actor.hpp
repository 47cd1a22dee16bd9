#pragma once

#include "actors/surroundings.hpp"
#include "actors/types.hpp"
#include "domain/outbox/outbox.hpp"

namespace moim {

/// The node's clock: ticks the entities that asked for it, and wakes those whose wake-up the store says is due (rule
/// 9).
class timekeeper_state {
 public:
  using self_pointer = timekeeper_handle::stateful_pointer<timekeeper_state>;
  static inline const char* name = "moim.timekeeper";

  explicit timekeeper_state(self_pointer self) : self_(self) {}
  void start(surroundings& around);
  void beat();
  void wake(const claimed& answer);

 private:
  void beat_later();
  void claim();

  self_pointer self_;
  surroundings* around_ = nullptr;
  time_ms claim_at_ = 0;
  bool claiming_ = false;
  /// Whoever starts does not wait for what the process before was to do within the next seconds, and will not.
  time_ms ahead_ms_ = delivery_wake_ms;
};

timekeeper_handle::behavior_type timekeeper_actor(timekeeper_state::self_pointer self, surroundings* around);

}  // namespace moim
