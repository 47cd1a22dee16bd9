#pragma once

#include "domain/declare/expects.hpp"
#include "domain/declare/fields.hpp"

#include <array>

namespace moim {

/// The value of an enum that bears this name. One has to: in a constant expression a wrong name does not compile.
template <named_enum E>
constexpr E value_named(std::string_view name) {
  auto names = enum_names(E{});
  std::size_t at = 0;
  while (at < names.size() && names[at] != name) ++at;
  expects(at < names.size());
  return static_cast<E>(at);
}

namespace detail {

template <named_enum To, named_enum From>
inline constexpr auto namesakes = [] {
  constexpr auto names = enum_names(From{});
  std::array<To, names.size()> all{};
  for (std::size_t i = 0; i < names.size(); ++i) all[i] = value_named<To>(names[i]);
  return all;
}();

}  // namespace detail

/// The value of another enum that bears the same name, wherever it stands there. `To` has to have the names of all
/// values of `From`, or this does not compile.
template <named_enum To, named_enum From>
constexpr To namesake(From value) {
  return detail::namesakes<To, From>[static_cast<std::size_t>(value)];
}

}  // namespace moim
