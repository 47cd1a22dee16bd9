#pragma once

#include "domain/declare/fields.hpp"

#include <algorithm>

/// A value of any declared type, with something in each field: always the same, and within its bounds.
namespace moim::test {

template <class T>
T sample_of(const bounds& limits = {}) {
  if constexpr (declared<T>) {
    T value;
    for_each_field(value, [](const auto& field, auto& member) {
      member = sample_of<std::remove_cvref_t<decltype(member)>>(field.limits);
    });
    return value;
  } else if constexpr (is_optional<T>::value) {
    return sample_of<typename T::value_type>(limits);
  } else if constexpr (is_vector<T>::value) {
    return {sample_of<typename T::value_type>()};
  } else if constexpr (held_once<T>) {
    T value;
    value.own() = sample_of<std::remove_cvref_t<decltype(value.own())>>();
    return value;
  } else if constexpr (is_variant<T>::value) {
    return sample_of<std::variant_alternative_t<0, T>>();
  } else if constexpr (std::is_same_v<T, std::string>) {
    return "text";
  } else if constexpr (std::is_enum_v<T>) {
    return static_cast<T>(1);
  } else if constexpr (std::is_same_v<T, bool>) {
    return true;
  } else if constexpr (std::is_arithmetic_v<T>) {
    return static_cast<T>(std::clamp<std::int64_t>(7, limits.min, limits.max));
  } else {
    return T{0x51, 0x52};
  }
}

}  // namespace moim::test
