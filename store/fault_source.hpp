#pragma once

#include "store/log_store.hpp"

namespace moim::store {

/// What befalls an append.
enum class append_fault : std::uint8_t {
  none,
  refused,         ///< not executed, and the caller is told so: `refused{why}`
  answer_lost,     ///< executed, but the caller hears `unknown`
  never_executed,  ///< lost on its way: the caller hears `unknown`, and nothing happens
  executed_later,  ///< the caller hears `unknown`, and `late_ms` after that it is executed, if its head still matches
};

/// The fate of one append. Delays are in milliseconds; 0 is at once, before the call returns.
struct append_plan {
  append_fault fault = append_fault::none;
  refusal why = refusal::unavailable;
  /// Until it is executed (or would have been).
  time_ms travel_ms = 0;
  /// From then until the caller is answered.
  time_ms answer_ms = 0;
  time_ms late_ms = 0;
};

/// What befalls a read, a claim or a page of cards.
enum class call_fault : std::uint8_t {
  none,
  unreachable,  ///< not executed; the caller is answered nothing
  answer_lost,  ///< executed (a claim moves its wake-ups); the caller is answered nothing
  damaged,      ///< what a read is to give is damaged; any other call is not executed
};

struct call_plan {
  call_fault fault = call_fault::none;
  time_ms travel_ms = 0;
  time_ms answer_ms = 0;
};

/// The fate of one hint to a follower.
struct hint_plan {
  /// How often it arrives: 0 is lost.
  unsigned copies = 1;
  time_ms delay_ms = 0;
};

/// Decides what goes wrong. Asked once per event, in the order of the calls, so that a seeded source repeats itself.
class fault_source {
 public:
  virtual ~fault_source() = default;
  virtual append_plan next_append(const append_request&) { return {}; }
  virtual call_plan next_read(const read_request&) { return {}; }
  virtual call_plan next_claim() { return {}; }
  virtual call_plan next_cards() { return {}; }
  virtual hint_plan next_hint(const entity_id&, const head&) { return {}; }
  /// Whether a new follow is dead: it never calls.
  virtual bool next_follow_is_dead(const entity_id&) { return false; }
};

}  // namespace moim::store
