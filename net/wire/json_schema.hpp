#pragma once

#include "domain/declare/fields.hpp"
#include "net/wire/json_writer.hpp"
#include "net/wire/type_text.hpp"

/// Writes what declared members may be as JSON Schema (draft 7).
namespace moim::json_schema {

inline void write_text(json_writer& json, std::string_view name, std::string_view value) {
  json.name(name);
  json.text(value);
}

inline void write_texts(json_writer& json, std::string_view name, const auto& values) {
  json.name(name);
  json.begin_list(0);
  for (std::string_view each : values) {
    json.entry();
    json.text(each);
  }
  json.end_list();
}

inline void write_bounds(json_writer& json, const bounds& limits, std::string_view min, std::string_view max) {
  if (limits.min != 0) {
    json.name(min);
    json.integer(limits.min);
  }
  if (limits.max != bounds{}.max) {
    json.name(max);
    json.integer(limits.max);
  }
}

/// What is described once, in the document's components; all else is described where it is used.
template <class T>
inline constexpr bool is_component = declared<T> || is_id<T>::value || std::is_same_v<T, request_key>;

/// The name of a component. Generators make types of it, and of methods' names: `room_list` and `room.list` would be
/// one. So a struct's ends in `_object`, which no method's does.
template <class T>
std::string component_name() {
  if constexpr (is_id<T>::value) {
    return std::string{is_id<T>::name};
  } else if constexpr (std::is_same_v<T, request_key>) {
    return "request_key";
  } else {
    std::string name{T::name};
    std::replace(name.begin(), name.end(), '.', '_');
    return name + "_object";
  }
}

inline void write_reference(json_writer& json, std::string_view to) {
  json.begin_object(0);
  write_text(json, "$ref", "#/components/" + std::string{to});
  json.end_object();
}
inline void write_schema_reference(json_writer& json, const std::string& name) {
  write_reference(json, "schemas/" + name);
}

/// A whole number; what a type cannot be negative for is not.
template <class T>
void write_integer_schema(json_writer& json, const bounds& limits) {
  write_text(json, "type", "integer");
  if (std::is_unsigned_v<T> || limits_anything(limits)) {
    json.name("minimum");
    json.integer(limits.min);
  }
  write_bounds(json, {0, limits.max}, "", "maximum");
}

inline void write_number_schema(json_writer& json, const bounds& limits) {
  write_text(json, "type", "number");
  write_bounds(json, limits, "minimum", "maximum");
}

/// The schema of a declared member. \param title what the type of a closed set of words is to be called
template <class T>
void write_schema(json_writer& json, const bounds& limits, const std::string& title) {
  if constexpr (is_optional<T>::value) {
    write_schema<typename T::value_type>(json, limits, title);
  } else if constexpr (held_once<T>) {
    write_schema<held_by<T>>(json, limits, title);
  } else if constexpr (is_component<T>) {
    write_schema_reference(json, component_name<T>());
  } else {
    json.begin_object(0);
    if constexpr (is_vector<T>::value) {
      write_text(json, "type", "array");
      write_bounds(json, limits, "minItems", "maxItems");
      json.name("items");
      write_schema<typename T::value_type>(json, {}, title);
    } else if constexpr (std::is_same_v<T, bool>) {
      write_text(json, "type", "boolean");
    } else if constexpr (std::is_integral_v<T>) {
      write_integer_schema<T>(json, limits);
    } else if constexpr (std::is_floating_point_v<T>) {
      write_number_schema(json, limits);
    } else if constexpr (named_enum<T>) {
      write_text(json, "title", title);
      write_text(json, "type", "string");
      write_texts(json, "enum", enum_names(T{}));
    } else {
      write_text(json, "type", "string");
      write_bounds(json, limits, "minLength", "maxLength");
    }
    json.end_object();
  }
}

/// The schema of the member `field` of `Owner`.
template <class Owner, class Field>
void write_member_schema(json_writer& json, const Field& field) {
  auto title = std::string{Owner::name} + "_" + std::string{field.name};
  std::replace(title.begin(), title.end(), '.', '_');
  write_schema<typename Field::type>(json, field.limits, title);
}

/// The schema of an id, or of a request key.
template <class Id>
void write_id_schema(json_writer& json) {
  json.begin_object(0);
  write_text(json, "title", component_name<Id>());
  write_text(json, "type", "string");
  if constexpr (is_id<Id>::value)
    write_text(json, "pattern", "^" + std::string{is_id<Id>::prefix} + "[0-7][0-9a-hjkmnp-tv-z]{25}$");
  else
    write_text(json, "format", "uuid");
  json.end_object();
}

inline void write_no_other_members(json_writer& json) {
  json.name("additionalProperties");
  json.boolean(false);
}

/// Whether an object may have more members than those that are declared. Most may: a newer version adds some.
enum class members : std::uint8_t { any, known };

template <declared T>
void write_object_schema(json_writer& json, const std::string& title, members may_be = members::any) {
  json.begin_object(0);
  write_text(json, "title", title);
  write_text(json, "type", "object");
  write_text(json, "description", T::about);
  json.name("properties");
  json.begin_object(0);
  for_each_declaration<T>([&](const auto& field) {
    json.name(field.name);
    write_member_schema<T>(json, field);
  });
  json.end_object();
  json.name("required");
  json.begin_list(0);
  for_each_declaration<T>([&](const auto& field) {
    if (is_optional<typename std::remove_cvref_t<decltype(field)>::type>::value) return;
    json.entry();
    json.text(field.name);
  });
  json.end_list();
  if (may_be == members::known) write_no_other_members(json);
  json.end_object();
}

}  // namespace moim::json_schema
