#pragma once

#include "net/wire/type_text.hpp"
#include "net/wire/values.hpp"

#include <cmath>
#include <string>
#include <utility>

/// Reads the values that are neither lists nor objects, from every encoding whose values are `wire_value`s.
namespace moim::wire {

inline bool within(const bounds& limits, std::size_t count) {
  return count <= static_cast<std::size_t>(limits.max) && count >= static_cast<std::size_t>(limits.min);
}

/// Ids and keys are also taken as 16 bytes, the most significant first.
template <class Id>
std::optional<Id> id_from_bytes(std::string_view bytes) {
  if (bytes.size() != 16) return std::nullopt;
  Id value;
  for (std::size_t i = 0; i < 16; ++i) {
    auto& word = i < 8 ? value.high : value.low;
    word = (word << 8) | static_cast<unsigned char>(bytes[i]);
  }
  return value;
}

template <class Id, wire_value V>
std::optional<Id> read_id(const V& value) {
  constexpr bool is_key = std::is_same_v<Id, request_key>;
  if (auto bytes = value.bytes()) {
    auto id = id_from_bytes<Id>(*bytes);
    if constexpr (is_key) return id ? as_uuid7(*id) : id;
    return id;
  }
  auto text = value.text();
  if (!text) return std::nullopt;
  if constexpr (is_key)
    return parse_request_key(*text);
  else
    return parse_id<Id>(*text);
}

template <class T, wire_value V>
std::optional<T> read_number(const V& value, const bounds& limits, bool strict) {
  if constexpr (std::is_unsigned_v<T>) {
    auto number = value.natural();
    if (!number || !std::in_range<T>(*number)) return std::nullopt;
    if (strict && (std::cmp_less(*number, limits.min) || std::cmp_greater(*number, limits.max))) return std::nullopt;
    return static_cast<T>(*number);
  } else {
    auto number = value.integer();
    if (!number || !std::in_range<T>(*number)) return std::nullopt;
    if (strict && (*number < limits.min || *number > limits.max)) return std::nullopt;
    return static_cast<T>(*number);
  }
}

/// No JSON writes what is no number, and MessagePack's are refused.
template <wire_value V>
std::optional<double> read_real(const V& value, const bounds& limits, bool strict) {
  auto number = value.number();
  if (!number || !std::isfinite(*number)) return std::nullopt;
  bool is_within = *number >= static_cast<double>(limits.min) && *number <= static_cast<double>(limits.max);
  return !strict || is_within ? number : std::nullopt;
}

/// A value that is neither a list nor an object; nothing if it is of another type or out of its bounds.
template <class T, wire_value V>
std::optional<T> read_plain(const V& value, const bounds& limits, bool strict) {
  if constexpr (std::is_same_v<T, bool>) {
    return value.boolean();
  } else if constexpr (std::is_integral_v<T>) {
    return read_number<T>(value, limits, strict);
  } else if constexpr (std::is_floating_point_v<T>) {
    return read_real(value, limits, strict);
  } else if constexpr (named_enum<T>) {
    auto text = value.text();
    return text ? enum_from<T>(*text) : std::nullopt;
  } else if constexpr (std::is_same_v<T, std::string>) {
    auto text = value.text();
    if (!text || (strict && !within(limits, characters(*text)))) return std::nullopt;
    return std::string{*text};
  } else {
    return read_id<T>(value);
  }
}

}  // namespace moim::wire
