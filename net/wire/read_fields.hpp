#pragma once

#include "net/wire/type_text.hpp"
#include "net/wire/values.hpp"

#include <string>
#include <utility>

/// The one decoder of declared structs, for every encoding whose values are `wire_value`s.
namespace moim {

/// Requests are read strictly: every field known and within its bounds. What a server sends is read tolerantly.
enum class strictness : std::uint8_t { strict, tolerant };

/// One attempt to read a declared value, and what was wrong with it.
class reading {
 public:
  explicit reading(strictness how) : how_(how) {}
  bool strict() const { return how_ == strictness::strict; }

  /// Always false. `what` goes on after the name of the place: `must be true or false`.
  bool fail(std::string what) {
    what_ = std::move(what);
    return false;
  }
  /// Always false: the failure lies in a field or an entry of the value that is being read.
  bool fail_within(std::string_view name) {
    path_ = std::string{name} + (path_.empty() || path_.front() == '[' ? "" : ".") + path_;
    return false;
  }
  /// `rooms[2].room must be an id`
  std::string text() const { return (path_.empty() ? "params" : "`" + path_ + "`") + " " + what_; }

 private:
  strictness how_;
  std::string path_;
  std::string what_;
};

namespace wire {

inline bool within(const bounds& limits, std::size_t count) {
  return count <= static_cast<std::size_t>(limits.most) && count >= static_cast<std::size_t>(limits.least);
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
    if (strict && (std::cmp_less(*number, limits.least) || std::cmp_greater(*number, limits.most))) return std::nullopt;
    return static_cast<T>(*number);
  } else {
    auto number = value.integer();
    if (!number || !std::in_range<T>(*number)) return std::nullopt;
    if (strict && (*number < limits.least || *number > limits.most)) return std::nullopt;
    return static_cast<T>(*number);
  }
}

/// A value that is neither a list nor an object; nothing if it is of another type or out of its bounds.
template <class T, wire_value V>
std::optional<T> read_plain(const V& value, const bounds& limits, bool strict) {
  if constexpr (std::is_same_v<T, bool>) {
    return value.boolean();
  } else if constexpr (std::is_integral_v<T>) {
    return read_number<T>(value, limits, strict);
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
    if (how.strict() && std::cmp_equal(into.size(), limits.most)) return refuse();
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
