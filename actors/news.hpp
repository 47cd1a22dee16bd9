#pragma once

#include "actors/deliveries.hpp"
#include "domain/matching/matcher/matcher.hpp"
#include "domain/protocol.hpp"

/// What entities tell one another, on its way between the actors. Each is safe to send again.
namespace moim {

/// For the sessions that a person has on this node. Somebody without a session reads it later.
struct push_to_sessions {
  static constexpr bool only_if_live = true;
  user_id user;
  person_push push;
};

/// A person has sessions on this node, or no longer: so the inbox watches for other nodes' notes, or not.
struct watch_inbox {
  user_id user;
  bool watched = false;
};

/// A person's log asks a room whether it still says what it has said (`delivery_agrees_ms`): a failover may have taken
/// that from its log.
struct membership_asked {
  user_id user;
  room_id room;
  std::uint64_t number = 0;
};

/// What the room's log says now.
struct membership_confirmed {
  static constexpr bool only_if_live = true;
  room_id room;
  std::uint64_t number = 0;
  membership what{};
};

/// A room asks the pool whether its log still has the delivery that the room was born of (`birth_asked_after_ms`).
struct birth_asked {
  room_id room;
  std::uint64_t delivery = 0;
};

/// The pool's log does not have it: a failover has taken the match. If it has, the pool sends the birth once more.
struct birth_unknown {
  room_id room;
  std::uint64_t delivery = 0;
};

/// From now on the pool stays in memory here and looks whether its tickets' people are connected.
struct attend_pool {};

}  // namespace moim
