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

/// From now on the pool stays in memory here, so that it is looked for the people of its tickets.
struct attend_pool {};

}  // namespace moim
