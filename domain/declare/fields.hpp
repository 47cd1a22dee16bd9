#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

/// Declaring a message once. A declared struct has
///   static constexpr std::string_view name, about;
///   static constexpr auto fields();   // a tuple of field{…}
/// and all codecs, CAF's inspect, the OpenRPC document and the protocol page are derived from that.
/// A stored event also has `static constexpr std::uint16_t code`, which is never reused, and its fields are stored by
/// position: new ones go to the end. Parts of a state are declared too, for snapshots; they need no sentences.
namespace moim {

/// Inclusive bounds: of an integer's value, a string's characters (code points), a list's entries.
struct bounds {
  std::int64_t min = 0;
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
};

/// One declared member. An `std::optional` member may be left out by the sender.
template <class Struct, class Member>
struct field {
  std::string_view name;
  Member Struct::*member;
  std::string_view about{};
  bounds limits{};
  using type = Member;
};

template <class Struct, class Member>
field(std::string_view, Member Struct::*) -> field<Struct, Member>;
template <class Struct, class Member>
field(std::string_view, Member Struct::*, std::string_view) -> field<Struct, Member>;
template <class Struct, class Member>
field(std::string_view, Member Struct::*, std::string_view, bounds) -> field<Struct, Member>;

template <class T>
concept declared = requires {
  T::fields();
};

template <class T>
concept stored_event = declared<T> && requires {
  T::code;
};

/// An enum that leaves the process by name has an overload of `enum_names`, found by ADL: its names in order of value.
template <class T>
concept named_enum = std::is_enum_v<T> && requires(T value) {
  enum_names(value);
};

template <named_enum E>
constexpr std::string_view enum_name(E value) {
  return enum_names(value)[static_cast<std::size_t>(value)];
}

template <named_enum E>
std::optional<E> enum_from(std::string_view name) {
  auto names = enum_names(E{});
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return static_cast<E>(i);
  return std::nullopt;
}

template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};
template <class T>
struct is_vector : std::false_type {};
template <class T>
struct is_vector<std::vector<T>> : std::true_type {};
template <class T>
struct is_variant : std::false_type {};
template <class... Ts>
struct is_variant<std::variant<Ts...>> : std::true_type {};

/// What is stored, and shown, as what it holds, and held once however often it is copied (`shared_list`,
/// `shared_value`).
template <class T>
concept held_once = requires(T& list, const T& same) {
  list.own();
  same.get();
};

template <held_once T>
using held_by = std::remove_cvref_t<decltype(std::declval<T&>().own())>;

/// Calls `visit(field, value_of_field)` for each declared member, in order.
template <declared T, class Visitor>
constexpr void for_each_field(T& value, Visitor&& visit) {
  std::apply([&](const auto&... each) { (visit(each, value.*(each.member)), ...); }, std::remove_const_t<T>::fields());
}

/// Calls `visit(field)` for each declared member, in order; `typename decltype(field)::type` is the member's type.
template <declared T, class Visitor>
constexpr void for_each_declaration(Visitor&& visit) {
  std::apply([&](const auto&... each) { (visit(each), ...); }, T::fields());
}

/// The number of code points in well-formed UTF-8.
constexpr std::size_t characters(std::string_view utf8) {
  std::size_t count = 0;
  for (char c : utf8) count += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  return count;
}

/// Calls inspect (CAF's or any other) with all declared members at once.
template <class Inspector, declared T>
auto inspect(Inspector& f, T& value) {
  return std::apply([&](const auto&... each) { return f(value.*(each.member)...); }, T::fields());
}

}  // namespace moim
