#pragma once

#include "actors/deliveries.hpp"
#include "actors/messages.hpp"
#include "domain/matching/matcher/matcher.hpp"
#include "domain/protocol.hpp"

/// What entities tell one another, on its way between the actors. Each is safe to send again.
namespace moim {

/// A person has sessions on this node. Their log and their inbox stay in memory and hear of other nodes' commits, as
/// long as that is so.
struct person_came {};
/// … or no longer.
struct person_left {
  static constexpr bool only_if_live = true;
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

/// A person's log asks a room that it counts whether that is over, or never began (`hosted_to_ask`).
struct hosting_asked {
  user_id creator;
};

/// A room asks the pool whether its log still has a delivery by which the room was born, or has seated people
/// (`word_asked_after_ms`).
struct delivery_asked {
  room_id room;
  std::uint64_t delivery = 0;
};

/// The pool's log does not have it: a failover has taken it. If it has, the pool sends it once more.
struct delivery_unknown {
  room_id room;
  std::uint64_t delivery = 0;
};

/// A call of a chat that has come through the room, with the terms of the room's kind. With `why_not` the room does not
/// let it through, and it is answered only if it was done before (P3).
struct talk_passed {
  call_chat call;
  chat_terms terms;
  std::optional<error> why_not{};
};

/// From now on the pool stays in memory here and looks whether its tickets' people are connected.
struct attend_pool {};

}  // namespace moim
