#pragma once

#include "net/wire/criteria_codec.hpp"
#include "net/wire/read_plain.hpp"
#include "net/wire/reading.hpp"

#include <string>
#include <utility>

/// The one decoder of declared structs, for every encoding whose values are `wire_value`s.
namespace moim {

namespace wire {

template <wire_value V, declared... Structs>
bool read_object(const V& value, reading& how, Structs&... into);

template <wire_value V, class T>
bool read_list(const V& value, std::vector<T>& into, const bounds& limits, reading& how);

template <wire_value V, class T>
bool read_value(const V& value, T& into, const bounds& limits, reading& how) {
  if constexpr (is_optional<T>::value) {
    // Many clients' serializers write what is absent as null.
    if (value.is_nothing()) return true;
    return read_value(value, into.emplace(), limits, how);
  } else if constexpr (is_vector<T>::value) {
    return read_list(value, into, limits, how);
  } else if constexpr (held_once<T>) {
    return read_value(value, into.own(), limits, how);
  } else if constexpr (std::is_same_v<T, criteria>) {
    return read_criteria(value, into, how);
  } else if constexpr (declared<T>) {
    return read_object(value, how, into);
  } else {
    auto plain = read_plain<T>(value, limits, how.strict());
    if (!plain) return how.fail("must be " + type_text<T>(limits));
    into = std::move(*plain);
    return true;
  }
}

template <wire_value V, class T>
bool read_list(const V& value, std::vector<T>& into, const bounds& limits, reading& how) {
  auto refuse = [&] { return how.fail("must be " + type_text<std::vector<T>>(limits)); };
  if (!value.is_list()) return refuse();
  bool whole = value.each_entry([&](const V& entry) {
    if (how.strict() && std::cmp_equal(into.size(), limits.max)) return refuse();
    if (read_value(entry, into.emplace_back(), bounds{}, how)) return true;
    return how.fail_within("[" + std::to_string(into.size() - 1) + "]");
  });
  if (!whole) return false;
  return !how.strict() || within(limits, into.size()) || refuse();
}

enum class match : std::uint8_t { none, read, failed };

/// Reads a member into the field of its name, if the struct has it. `seen` has a bit for each field.
template <wire_value V, declared T>
match read_member(std::string_view name, const V& value, T& into, std::uint64_t& seen, reading& how) {
  auto outcome = match::none;
  std::uint64_t bit = 1;
  for_each_field(into, [&](const auto& field, auto& member) {
    if (outcome == match::none && field.name == name) {
      bool again = (seen & bit) != 0;
      bool good = again ? how.fail("is there twice") : read_value(value, member, field.limits, how);
      if (!good) how.fail_within(name);
      outcome = good ? match::read : match::failed;
      seen |= bit;
    }
    bit <<= 1;
  });
  return outcome;
}

template <declared T>
bool nothing_missing(const T& read, std::uint64_t seen, reading& how) {
  bool good = true;
  std::uint64_t bit = 1;
  for_each_field(read, [&](const auto& field, const auto& member) {
    using type = std::remove_cvref_t<decltype(member)>;
    if (good && !is_optional<type>::value && (seen & bit) == 0) {
      how.fail("is missing: " + type_text<type>(field.limits));
      good = how.fail_within(field.name);
    }
    bit <<= 1;
  });
  return good;
}

/// A name that a client sent, short enough to be sent back.
inline std::string_view echo(std::string_view name) { return name.size() <= 64 ? name : "(a long name)"; }

/// Reads one object whose members are the fields of all these structs.
template <wire_value V, declared... Structs>
bool read_object(const V& value, reading& how, Structs&... into) {
  if (!value.is_object()) return how.fail("must be an object");
  std::uint64_t seen[sizeof...(Structs)] = {};
  bool good = value.each_member([&](std::string_view name, const V& member) {
    auto outcome = match::none;
    auto* seen_of = seen;
    ((outcome = outcome == match::none ? read_member(name, member, into, *seen_of++, how) : outcome), ...);
    if (outcome != match::none || !how.strict()) return outcome != match::failed;
    how.fail("is not known here");
    return how.fail_within(echo(name));
  });
  auto* seen_of = seen;
  return good && (nothing_missing(into, *seen_of++, how) && ...);
}

}  // namespace wire
}  // namespace moim
