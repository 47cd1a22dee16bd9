#pragma once

#include "actors/surroundings.hpp"
#include "actors/types.hpp"
#include "domain/outbox/outbox.hpp"

#include <unordered_map>

namespace moim {

/// The node's clock: ticks the entities that asked for it, and wakes those whose wake-up the store says is due (rule
/// 9). What is due at once is woken as fast as it is handled, a bounded number at a time.
class timekeeper_state {
 public:
  using self_pointer = timekeeper_handle::stateful_pointer<timekeeper_state>;
  static inline const char* name = "moim.timekeeper";

  explicit timekeeper_state(self_pointer self) : self_(self) {}
  void start(surroundings& around);
  void beat();
  void wake(const claimed& answer);
  void over(const wake_over& message);
  void receive(const handle_due& message);

 private:
  void beat_later();
  void forget_lost(time_ms now);
  std::size_t room() const;
  void claim();
  void tell_those_who_wait(const claimed& answer);

  self_pointer self_;
  surroundings* around_ = nullptr;
  /// Woken entities that are not done, and until when to wait for each: then the store names it again.
  std::unordered_map<entity_id, time_ms> woken_;
  time_ms claim_at_ = 0;
  bool claiming_ = false;
  std::size_t asked_for_ = 0;
  /// The last page was full: more may be due.
  bool more_ = false;
  std::size_t over_since_claim_ = 0;
  /// To be called once nothing is due and nobody is woken.
  std::vector<std::function<void()>> waiting_;
  /// How far ahead a claim looks. A start claims what the process before would have done soon, and cannot.
  time_ms ahead_ms_ = delivery_wake_ms;
};

timekeeper_handle::behavior_type timekeeper_actor(timekeeper_state::self_pointer self, surroundings* around);

}  // namespace moim
