#pragma once

#include "domain/declare/fields.hpp"
#include "domain/declare/table_hash.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace moim {

/// The kinds of thing that have a log; types that do no more than decide, append and answer bring theirs along
/// (domain/entity_types.hpp). The number is stored: never reuse one.
enum class entity_type : std::uint8_t { room = 1, user = 2, pool = 3, inbox = 4, chat = 5 };

/// The name of one log, whatever it is of: what a store knows an entity by.
struct entity_id {
  entity_type type{};
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  static constexpr auto fields() {
    return std::tuple{field{"type", &entity_id::type}, field{"high", &entity_id::high}, field{"low", &entity_id::low}};
  }
  auto operator<=>(const entity_id&) const = default;
};

/// How many partitions the entities are spread over (design, section 3).
inline constexpr unsigned partition_count = 256;

/// The partition of an entity, 0..255; evenly spread and the same on every node for ever.
unsigned partition_of(const entity_id& entity);

/// A sortable, opaque 128-bit id. The upper 48 bits are the milliseconds since 1970 at which it was made.
/// `Tag` gives its name, the text prefix and the entity type.
template <class Tag>
struct id {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  auto operator<=>(const id&) const = default;
  explicit operator bool() const { return high != 0 || low != 0; }
  /// The log that belongs to this id.
  entity_id entity() const { return {Tag::type, high, low}; }
};

struct room_tag {
  static constexpr std::string_view name = "room_id";
  static constexpr std::string_view prefix = "room_";
  static constexpr entity_type type = entity_type::room;
};
struct user_tag {
  static constexpr std::string_view name = "user_id";
  static constexpr std::string_view prefix = "user_";
  static constexpr entity_type type = entity_type::user;
};
struct pool_tag {
  static constexpr std::string_view name = "pool_id";
  static constexpr std::string_view prefix = "pool_";
  static constexpr entity_type type = entity_type::pool;
};
struct ticket_tag {
  static constexpr std::string_view name = "ticket_id";
  static constexpr std::string_view prefix = "tkt_";
};
/// A match has the id of its oldest ticket: a ticket is in one match at most, so it is unique, and whatever is born
/// of the match is born once.
struct match_tag {
  static constexpr std::string_view name = "match_id";
  static constexpr std::string_view prefix = "mch_";
};
using room_id = id<room_tag>;
using user_id = id<user_tag>;
using pool_id = id<pool_tag>;
using ticket_id = id<ticket_tag>;
using match_id = id<match_tag>;

/// The log of a person's notifications.
constexpr entity_id inbox_of(const user_id& user) { return {entity_type::inbox, user.high, user.low}; }

/// The log of what people say in a room, and the room of such a log.
constexpr entity_id chat_of(const room_id& room) { return {entity_type::chat, room.high, room.low}; }
constexpr room_id room_of_chat(const entity_id& chat) { return {chat.high, chat.low}; }

/// A request key: a UUIDv7 chosen by the client, one per intended mutation (rule 5).
struct request_key {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  auto operator<=>(const request_key&) const = default;
  /// The client's milliseconds since 1970 at which the key was made.
  std::int64_t made_at_ms() const { return static_cast<std::int64_t>(high >> 16); }
};

inline constexpr std::size_t base32_length = 26;
inline constexpr std::size_t request_key_length = 36;

/// 26 characters of lower-case Crockford base 32, most significant first.
void write_base32(std::uint64_t high, std::uint64_t low, char* to);
std::string base32_text(std::uint64_t high, std::uint64_t low);
bool parse_base32(std::string_view text, std::uint64_t& high, std::uint64_t& low);

/// `room_01j…`: the form in which ids leave the process.
template <class Tag>
std::string to_text(const id<Tag>& value) {
  return std::string{Tag::prefix} + base32_text(value.high, value.low);
}

/// Reads what `to_text` wrote; nothing if the prefix, the length or a character is wrong.
template <class Id>
std::optional<Id> parse_id(std::string_view text);

template <>
std::optional<room_id> parse_id<room_id>(std::string_view text);
template <>
std::optional<user_id> parse_id<user_id>(std::string_view text);
template <>
std::optional<ticket_id> parse_id<ticket_id>(std::string_view text);
template <>
std::optional<match_id> parse_id<match_id>(std::string_view text);
template <>
std::optional<pool_id> parse_id<pool_id>(std::string_view text);

/// `room_01j…`, `user_01j…`, for logs and messages to people.
std::string to_text(const entity_id& entity);

/// The usual 36 characters of a UUID.
void write_uuid(const request_key& key, char* to);
std::string to_text(const request_key& key);
/// The same key if it is a UUID in version 7.
std::optional<request_key> as_uuid7(const request_key& key);
/// Reads 36 characters of a UUID in version 7; nothing if it is anything else.
std::optional<request_key> parse_request_key(std::string_view text);

/// What the ids of a pool's tickets begin their lower word with: how a ticket is found without naming its pool.
constexpr std::uint32_t pool_number(const pool_id& pool) { return static_cast<std::uint32_t>(pool.low); }
constexpr std::uint32_t pool_number(const ticket_id& ticket) { return static_cast<std::uint32_t>(ticket.low >> 32); }

/// A 64-bit mix with good avalanche (the finaliser of SplitMix64, Steele et al. 2014).
constexpr std::uint64_t mix64(std::uint64_t x) {
  x ^= x >> 30;
  x *= 0xbf58476d1ce4e5b9ULL;
  x ^= x >> 27;
  x *= 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

/// Spreads entities evenly; the same in all processes, and so no hash for tables that strangers fill
/// (`table_hash.hpp`).
constexpr std::uint64_t spread_of(const entity_id& entity) {
  return mix64(entity.high ^ mix64(entity.low + static_cast<std::uint64_t>(entity.type)));
}

}  // namespace moim

template <class Tag>
struct std::hash<moim::id<Tag>> {
  std::size_t operator()(const moim::id<Tag>& value) const noexcept {
    return moim::hash_for_tables(value.high, value.low, 16);
  }
};
template <>
struct std::hash<moim::entity_id> {
  std::size_t operator()(const moim::entity_id& value) const noexcept {
    return moim::hash_for_tables(value.high, value.low, static_cast<std::uint8_t>(value.type));
  }
};
