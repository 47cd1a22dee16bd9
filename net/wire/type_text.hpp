#pragma once

#include "domain/declare/fields.hpp"
#include "domain/declare/ids.hpp"
#include "domain/matching/tickets/criteria.hpp"

#include <string>

/// What a declared member may be, in words: for errors and for the protocol page.
namespace moim {

/// `100,000`
std::string with_commas(std::int64_t number);
/// `1 to 255 characters`, `at most 64 entries`; empty if `limits` says nothing.
std::string range_text(const bounds& limits, std::string_view unit);

template <class T>
struct is_id : std::false_type {};
template <class Tag>
struct is_id<id<Tag>> : std::true_type {
  static constexpr std::string_view name = Tag::name;
  static constexpr std::string_view prefix = Tag::prefix;
};

inline bool limits_anything(const bounds& limits) { return limits.min != 0 || limits.max != bounds{}.max; }

template <class T>
std::string type_text(const bounds& limits) {
  if constexpr (is_optional<T>::value) {
    return type_text<typename T::value_type>(limits);
  } else if constexpr (is_vector<T>::value) {
    auto range = limits_anything(limits) ? " of " + range_text(limits, "entries") : "";
    return "a list" + range + ", each " + type_text<typename T::value_type>({});
  } else if constexpr (held_once<T>) {
    return type_text<held_by<T>>(limits);
  } else if constexpr (std::is_same_v<T, criteria>) {
    return "`criteria`";
  } else if constexpr (declared<T>) {
    return "an object `" + std::string{T::name} + "`";
  } else if constexpr (std::is_same_v<T, bool>) {
    return "true or false";
  } else if constexpr (named_enum<T>) {
    std::string text = "one of";
    for (auto name : enum_names(T{})) text += (text == "one of" ? " `" : ", `") + std::string{name} + "`";
    return text;
  } else if constexpr (std::is_same_v<T, std::string>) {
    return limits_anything(limits) ? "text of " + range_text(limits, "characters") : "text";
  } else if constexpr (std::is_same_v<T, request_key>) {
    return "a UUIDv7";
  } else if constexpr (is_id<T>::value) {
    return "an id `" + std::string{is_id<T>::prefix} + "…`";
  } else if constexpr (std::is_floating_point_v<T>) {
    return limits_anything(limits) ? "a number from " + range_text(limits, "") : "a number";
  } else {
    return limits_anything(limits) ? "an integer from " + range_text(limits, "") : "an integer";
  }
}

}  // namespace moim
