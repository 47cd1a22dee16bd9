#pragma once

#include "domain/declare/ids.hpp"
#include "domain/declare/keyed_hash.hpp"

/// Ids that follow from what they are made for (rule 5), so that the same request names the same thing however often
/// it is sent. Each is a keyed hash with its purpose inside: nobody without the secret can work out one beforehand, and
/// an id of one purpose tells nothing about those of another.
namespace moim {

/// The id of a room that `by` creates with `key`. The time part is the key's.
room_id created_room_id(const id_secret& secret, const user_id& by, const request_key& key);

/// The id of a ticket that `by` submits to `pool` with `key`. It tells its pool by `pool_number`.
ticket_id submitted_ticket_id(const id_secret& secret, const user_id& by, const request_key& key, const pool_id& pool);

/// The id of the room that is born of a match, `taken` others of its ids being taken by something else. The time part
/// is that of its oldest ticket.
room_id born_room_id(const id_secret& secret, const match_id& match, std::uint32_t taken = 0);

/// The id that follows `taken`, which something else has. Of one that is none of this secret's, the first.
room_id next_born_room_id(const id_secret& secret, const match_id& match, const room_id& taken);

/// Nobody can work an id out beforehand, so that even one is taken is hardly to be believed.
inline constexpr std::uint32_t max_born_ids = 64;

/// As it was before stores had a secret: of matches whose event does not tell the room's id.
room_id unkeyed_born_room_id(const match_id& match);

}  // namespace moim
