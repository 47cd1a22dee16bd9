#pragma once

#include "store/log_store.hpp"

#include <rocksdb/slice.h>

#include <array>
#include <cstring>
#include <optional>
#include <string_view>

namespace moim::store::rocks {

/// The rows of the embedded store. Numbers are big-endian, so that the order of the bytes is that of the numbers.
///
/// | column family | key                       | value                |
/// | ------------- | ------------------------- | -------------------- |
/// | log           | entity, version           | commit id, record    |
/// | snapshot      | entity, index of a slice  | `as_of`, slice       |
/// | wake          | 't', time, entity         |                      |
/// | wake          | 'w', entity               | time                 |
/// | card          | entity                    | card                 |
/// | default       | "format"                  | version of this table |
/// | default       | "id_secret"               | two numbers: what derived ids are keyed with |
/// | default       | "wake_from"               | no wake-up is earlier than this time |
inline constexpr std::uint64_t format_version = 1;
inline constexpr std::string_view format_key = "format";
inline constexpr std::string_view id_secret_key = "id_secret";
inline constexpr std::string_view wake_from_key = "wake_from";

inline constexpr std::size_t number_size = 8;
inline constexpr std::size_t entity_size = 1 + 2 * number_size;

inline void put_number(char* to, std::uint64_t number) {
  for (std::size_t i = number_size; i-- > 0; number >>= 8) to[i] = static_cast<char>(number & 0xff);
}

inline std::uint64_t get_number(const char* from) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < number_size; ++i) number = (number << 8) | static_cast<unsigned char>(from[i]);
  return number;
}

/// Times before 1970 sort before those after it.
inline std::uint64_t sortable(time_ms time) { return static_cast<std::uint64_t>(time) ^ (std::uint64_t{1} << 63); }
inline time_ms time_from(std::uint64_t sortable) { return static_cast<time_ms>(sortable ^ (std::uint64_t{1} << 63)); }

inline void put_entity(char* to, const entity_id& entity) {
  to[0] = static_cast<char>(entity.type);
  put_number(to + 1, entity.high);
  put_number(to + 1 + number_size, entity.low);
}

inline entity_id get_entity(const char* from) {
  return {static_cast<entity_type>(from[0]), get_number(from + 1), get_number(from + 1 + number_size)};
}

/// A key on the stack: none of them costs an allocation.
template <std::size_t Size>
struct fixed_key {
  std::array<char, Size> bytes{};
  operator rocksdb::Slice() const { return {bytes.data(), Size}; }
};

using number_value = fixed_key<number_size>;
inline number_value encode_number(std::uint64_t number) {
  number_value value;
  put_number(value.bytes.data(), number);
  return value;
}

using entity_key = fixed_key<entity_size>;
inline entity_key key_of(const entity_id& entity) {
  entity_key key;
  put_entity(key.bytes.data(), entity);
  return key;
}

/// A row of `log` (number: the version) or `snapshot` (number: the index).
using numbered_key = fixed_key<entity_size + number_size>;
inline numbered_key key_of(const entity_id& entity, std::uint64_t number) {
  numbered_key key;
  put_entity(key.bytes.data(), entity);
  put_number(key.bytes.data() + entity_size, number);
  return key;
}
inline std::uint64_t number_in(const rocksdb::Slice& key) { return get_number(key.data() + entity_size); }
inline bool is_of(const rocksdb::Slice& key, const entity_key& entity) {
  return key.size() == entity_size + number_size && std::memcmp(key.data(), entity.bytes.data(), entity_size) == 0;
}

/// A value of `log` (number: the commit id) or `snapshot` (number: `as_of`).
struct numbered_value {
  std::uint64_t number = 0;
  rocksdb::Slice bytes;
};
/// Nothing if the row is too short to be one of ours.
inline std::optional<numbered_value> parse_numbered(const rocksdb::Slice& value) {
  if (value.size() < number_size) return std::nullopt;
  return numbered_value{get_number(value.data()), {value.data() + number_size, value.size() - number_size}};
}

inline constexpr char wake_by_time = 't';
inline constexpr char wake_by_entity = 'w';

using timed_key = fixed_key<1 + number_size + entity_size>;
inline timed_key wake_key(time_ms at, const entity_id& entity) {
  timed_key key;
  key.bytes[0] = wake_by_time;
  put_number(key.bytes.data() + 1, sortable(at));
  put_entity(key.bytes.data() + 1 + number_size, entity);
  return key;
}

using wake_entity_key = fixed_key<1 + entity_size>;
inline wake_entity_key wake_key(const entity_id& entity) {
  wake_entity_key key;
  key.bytes[0] = wake_by_entity;
  put_entity(key.bytes.data() + 1, entity);
  return key;
}

}  // namespace moim::store::rocks
