#pragma once

#include "domain/declare/ids.hpp"
#include "domain/declare/keyed_hash.hpp"
#include "domain/declare/time.hpp"

#include <span>
#include <string_view>

/// Ids that follow from what they are made for (rule 5), so that the same request names the same thing however often
/// it is sent. Each is a keyed hash with its purpose inside: nobody without the secret can work out one beforehand, and
/// an id of one purpose tells nothing about those of another.
namespace moim {

/// The id of a room that `by` creates with `key`. The time part is the key's.
room_id created_room_id(const id_secret& secret, const user_id& by, const request_key& key);

/// The id of a ticket that `by` submits to `pool` with `key`. It tells its pool by `pool_number`.
ticket_id submitted_ticket_id(const id_secret& secret, const user_id& by, const request_key& key, const pool_id& pool);

/// The id of the match that `tickets` make at `now`. Should a failover take the match, the next one that is made of
/// them has another id, and so have its room and its news. It tells its pool as its tickets do; the time part is `now`.
match_id made_match_id(const id_secret& secret, std::span<const ticket_id> tickets, time_ms now);

/// The id of a match's new room. `taken`: how many of the match's earlier ids something else has. The time
/// part is the match's.
room_id born_room_id(const id_secret& secret, const match_id& match, std::uint32_t taken = 0);

/// The match's id after `taken`, which something else has; its first id if `taken` is none of them.
room_id next_born_room_id(const id_secret& secret, const match_id& match, const room_id& taken);

/// How many ids of a match are tried. Nobody can predict an id, so hardly ever is even one taken.
inline constexpr std::uint32_t max_born_ids = 64;

/// The id of the person who is `subject` to a foreign `issuer`: always the same, and nobody whom that issuer could
/// choose. All 128 bits are the hash's; the id tells no time.
user_id foreign_user_id(const id_secret& secret, std::string_view issuer, std::string_view subject);

/// What is a room's alone: its facets draw from it what nobody can guess, such as the code to get in.
hash_128 room_seed(const id_secret& secret, const room_id& room);

/// The id from before stores had a secret, for matches whose event does not name their room.
room_id unkeyed_born_room_id(const match_id& match);

}  // namespace moim
