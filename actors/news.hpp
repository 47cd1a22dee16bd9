#pragma once

#include "actors/deliveries.hpp"
#include "domain/matching/matcher/matcher.hpp"
#include "domain/protocol.hpp"

/// What entities tell one another, on its way between the actors. Each is safe to send again.
namespace moim {

/// For the sessions that a person has on this node. Who has none reads it later.
struct push_to_sessions {
  static constexpr bool only_if_live = true;
  user_id user;
  person_push push;
};

/// A person has sessions on this node, or none any more: whether what others put into the inbox has to be heard of.
struct watch_inbox {
  user_id user;
  bool watched = false;
};

/// A room looks for people. Answered with `seek_taken` once that is on disk.
struct seek_for_room {
  pool_id pool;
  room_id room;
  std::uint32_t number = 0;
  seek_people wanted;
};

/// The pool has it on disk. A room that has left memory meanwhile asks again.
struct seek_taken {
  static constexpr bool only_if_live = true;
  room_id room;
  std::uint32_t number = 0;
};

/// A room's effect on its way to a person's log.
struct take_effect {
  user_id user;
  room_id from;
  membership_effect effect;
};

/// The person's log has the room's effect, or could not take it. A room that has left memory meanwhile sends the effect
/// again when it is woken, and gets the same answer then.
struct effect_acknowledged {
  static constexpr bool only_if_live = true;
  room_id room;
  membership_effect effect;
  /// `done`, or why not, and after how long it may be sent again.
  delivery_end end = delivery_end::done;
  std::uint32_t retry_after_ms = 0;
};

/// From now on the pool stays in memory here, so that it is looked for the people of its tickets.
struct attend_pool {};

}  // namespace moim
