#pragma once

#include "domain/declare/fields.hpp"
#include "net/wire/criteria_codec.hpp"
#include "net/wire/json_writer.hpp"
#include "net/wire/msgpack_writer.hpp"
#include "net/wire/rpc_id.hpp"
#include "net/wire/type_text.hpp"

#include <concepts>

/// The one encoder of declared structs, for every encoding that has a `wire_writer`.
namespace moim {

/// Objects and lists are told their size first; `name` goes before each member, `entry` before each entry.
template <class W>
concept wire_writer = requires(W writer, std::size_t size, std::string_view text, std::uint64_t word) {
  writer.begin_object(size);
  writer.end_object();
  writer.begin_list(size);
  writer.end_list();
  writer.name(text);
  writer.entry();
  writer.nothing();
  writer.boolean(true);
  writer.integer(word);
  writer.real(0.5);
  writer.text(text);
  writer.id(text, word, word);
  writer.key(request_key{});
};
static_assert(wire_writer<json_writer> && wire_writer<msgpack_writer>);

namespace wire {

template <class T>
constexpr bool is_present(const T& member) {
  if constexpr (is_optional<T>::value)
    return member.has_value();
  else
    return true;
}

/// How many members `write_members` writes.
template <declared T>
std::size_t member_count(const T& value) {
  std::size_t count = 0;
  for_each_field(value, [&](const auto&, const auto& member) { count += is_present(member); });
  return count;
}

template <wire_writer W, declared T>
void write_members(W& writer, const T& value);

template <wire_writer W, class T>
void write_value(W& writer, const T& value) {
  if constexpr (is_optional<T>::value) {
    write_value(writer, *value);
  } else if constexpr (is_vector<T>::value) {
    writer.begin_list(value.size());
    for (const auto& each : value) {
      writer.entry();
      write_value(writer, each);
    }
    writer.end_list();
  } else if constexpr (held_once<T>) {
    write_value(writer, value.get());
  } else if constexpr (std::is_same_v<T, criteria>) {
    write_criteria(writer, value);
  } else if constexpr (declared<T>) {
    writer.begin_object(member_count(value));
    write_members(writer, value);
    writer.end_object();
  } else if constexpr (std::is_same_v<T, bool>) {
    writer.boolean(value);
  } else if constexpr (std::is_integral_v<T>) {
    writer.integer(value);
  } else if constexpr (std::is_floating_point_v<T>) {
    writer.real(value);
  } else if constexpr (named_enum<T>) {
    writer.text(enum_name(value));
  } else if constexpr (std::is_same_v<T, std::string>) {
    writer.text(value);
  } else if constexpr (std::is_same_v<T, request_key>) {
    writer.key(value);
  } else {
    writer.id(is_id<T>::prefix, value.high, value.low);
  }
}

/// Absent optionals are left out.
template <wire_writer W, declared T>
void write_members(W& writer, const T& value) {
  for_each_field(value, [&](const auto& field, const auto& member) {
    if (!is_present(member)) return;
    writer.name(field.name);
    write_value(writer, member);
  });
}

/// Opens a message and writes what each begins with; `size` counts the members after that.
template <wire_writer W>
void begin_message(W& writer, std::size_t size) {
  writer.begin_object(size + 1);
  writer.name("jsonrpc");
  writer.text("2.0");
}

template <wire_writer W>
void write_id(W& writer, const rpc_id& id) {
  writer.name("id");
  std::visit(
      [&]<class Id>(const Id& value) {
        if constexpr (std::is_same_v<Id, std::int64_t>)
          writer.integer(value);
        else if constexpr (std::is_same_v<Id, std::string>)
          writer.text(value);
        else if constexpr (std::is_same_v<Id, double>)
          writer.real(value);
        else
          writer.nothing();
      },
      id);
}

}  // namespace wire
}  // namespace moim
