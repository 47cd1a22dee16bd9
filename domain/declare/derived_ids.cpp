#include "domain/declare/derived_ids.hpp"

#include "domain/declare/expects.hpp"

#include <array>
#include <iterator>
#include <string>

namespace moim {
namespace {

/// What an id is for. Stored ids rest on the number: never change or reuse one.
enum class id_purpose : std::uint8_t {
  created_room = 1,
  submitted_ticket = 2,
  born_room = 3,
  match = 4,
  foreign_user = 5,
  room_seed = 6
};

constexpr std::uint64_t chance_bits = 0xffff;

/// Writes the word as eight little-endian bytes.
template <class Bytes>
void put(std::uint64_t word, Bytes at) {
  for (int i = 0; i < 8; ++i, word >>= 8) *at++ = static_cast<char>(word & 0xff);
}

/// The hash of the purpose and of the words.
template <class... Words>
hash_128 derive(const id_secret& secret, id_purpose purpose, Words... words) {
  std::array<char, 1 + 8 * sizeof...(Words)> bytes{static_cast<char>(purpose)};
  auto at = bytes.begin() + 1;
  ((put(words, at), at += 8), ...);
  return keyed_hash(secret, {bytes.data(), bytes.size()});
}

/// The 48 bits of time of `timed`, and 16 of the hash.
std::uint64_t timed_high(std::uint64_t timed, const hash_128& hash) {
  return (timed & ~chance_bits) | (hash.first & chance_bits);
}

}  // namespace

room_id created_room_id(const id_secret& secret, const user_id& by, const request_key& key) {
  auto hash = derive(secret, id_purpose::created_room, by.high, by.low, key.high, key.low);
  return {timed_high(key.high, hash), hash.second};
}

ticket_id submitted_ticket_id(const id_secret& secret, const user_id& by, const request_key& key, const pool_id& pool) {
  auto hash = derive(secret, id_purpose::submitted_ticket, by.high, by.low, key.high, key.low, pool.high, pool.low);
  return {timed_high(key.high, hash), std::uint64_t{pool_number(pool)} << 32 | hash.second >> 32};
}

match_id made_match_id(const id_secret& secret, std::span<const ticket_id> tickets, time_ms now) {
  expects(!tickets.empty());
  std::string bytes{static_cast<char>(id_purpose::match)};
  bytes.reserve(1 + 8 + 16 * tickets.size());
  auto to = std::back_inserter(bytes);
  put(static_cast<std::uint64_t>(now), to);
  for (const auto& each : tickets) put(each.high, to), put(each.low, to);
  auto hash = keyed_hash(secret, bytes);
  constexpr std::uint64_t pool_bits = 0xffff'ffff'0000'0000;
  return {timed_high(static_cast<std::uint64_t>(now) << 16, hash),
          (tickets.front().low & pool_bits) | hash.second >> 32};
}

room_id born_room_id(const id_secret& secret, const match_id& match, std::uint32_t taken) {
  auto hash = derive(secret, id_purpose::born_room, match.high, match.low, std::uint64_t{taken});
  return {timed_high(match.high, hash), hash.second};
}

room_id next_born_room_id(const id_secret& secret, const match_id& match, const room_id& taken) {
  for (std::uint32_t i = 0; i < max_born_ids; ++i)
    if (born_room_id(secret, match, i) == taken) return born_room_id(secret, match, i + 1);
  return born_room_id(secret, match, 0);
}

user_id foreign_user_id(const id_secret& secret, std::string_view issuer, std::string_view subject) {
  std::string bytes{static_cast<char>(id_purpose::foreign_user)};
  // The length keeps ("ab", "c") apart from ("a", "bc").
  put(std::uint64_t{issuer.size()}, std::back_inserter(bytes));
  bytes.append(issuer).append(subject);
  auto hash = keyed_hash(secret, bytes);
  return {hash.first, hash.second};
}

hash_128 room_seed(const id_secret& secret, const room_id& room) {
  return derive(secret, id_purpose::room_seed, room.high, room.low);
}

room_id unkeyed_born_room_id(const match_id& match) { return {match.high, mix64(match.low ^ mix64(match.high))}; }

}  // namespace moim
