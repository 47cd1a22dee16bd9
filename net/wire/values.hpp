#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>

namespace moim {

/// A parsed value of either encoding, as the one decoder of declared structs needs it. It is cheap to copy,
/// and refers to its parser and to the message's bytes. Asked for what it is not, it gives nothing.
template <class V>
concept wire_value = requires(const V value, bool (*visit_member)(std::string_view, V), bool (*visit_entry)(V)) {
  { value.is_nothing() } -> std::same_as<bool>;
  { value.boolean() } -> std::same_as<std::optional<bool>>;
  /// Integers; a number with a fraction or an exponent is none.
  { value.integer() } -> std::same_as<std::optional<std::int64_t>>;
  { value.natural() } -> std::same_as<std::optional<std::uint64_t>>;
  /// Any number.
  { value.number() } -> std::same_as<std::optional<double>>;
  /// Well-formed UTF-8.
  { value.text() } -> std::same_as<std::optional<std::string_view>>;
  /// Only MessagePack has them.
  { value.bytes() } -> std::same_as<std::optional<std::string_view>>;
  { value.is_object() } -> std::same_as<bool>;
  { value.is_list() } -> std::same_as<bool>;
  /// Visits members or entries in order until one visit returns false, and tells whether none did.
  { value.each_member(visit_member) } -> std::same_as<bool>;
  { value.each_entry(visit_entry) } -> std::same_as<bool>;
};

}  // namespace moim
