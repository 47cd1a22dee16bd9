#pragma once

#include "domain/matching/matcher/matcher.hpp"
#include "domain/protocol.hpp"

/// What a pool's matches make others do, on its way between the actors. Each is safe to send again.
namespace moim {

/// A room has to be born. Answered with `news_taken`.
struct bear_room {
  room_id room;
  birth born;
  pool_id from;
  news_id news;
};

/// Something is to be put into a person's inbox. Answered with `news_taken`.
struct take_note {
  user_id user;
  note told;
  pool_id from;
  news_id news;
};

/// It is on disk: in a person's inbox, or (nobody) as a room.
struct news_taken {
  pool_id pool;
  news_id news;
  user_id by;
};

/// For the sessions that a person has on this node.
struct push_to_sessions {
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

/// The pool has it on disk.
struct seek_taken {
  room_id room;
  std::uint32_t number = 0;
};

/// The pool has found somebody for a room. Answered with `seats_answered`.
struct offer_seats {
  pool_id from;
  seat_offer offer;
};

/// The room has taken them, or cannot: on disk.
struct seats_answered {
  pool_id pool;
  answer_offer answer;
};

/// From now on the pool stays in memory here, so that it is looked for the people of its tickets.
struct attend_pool {};

}  // namespace moim
