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

/// Structs are described once, in the document's components.
template <declared T>
void write_reference(json_writer& json) {
  json.begin_object(0);
  write_text(json, "$ref", "#/components/schemas/" + std::string{T::name});
  json.end_object();
}

/// The JSON Schema (draft 7) of a declared member.
template <class T>
void write_schema(json_writer& json, const bounds& limits) {
  if constexpr (is_optional<T>::value) {
    write_schema<typename T::value_type>(json, limits);
  } else if constexpr (std::is_same_v<T, criteria>) {
    // Which members there may be, and of which shape each, the pool says (`pool.list`).
    json.begin_object(0);
    write_text(json, "type", "object");
    json.end_object();
  } else if constexpr (declared<T>) {
    write_reference<T>(json);
  } else {
    json.begin_object(0);
    if constexpr (is_vector<T>::value) {
      write_text(json, "type", "array");
      write_bounds(json, limits, "minItems", "maxItems");
      json.name("items");
      write_schema<typename T::value_type>(json, {});
    } else if constexpr (std::is_same_v<T, bool>) {
      write_text(json, "type", "boolean");
    } else if constexpr (std::is_integral_v<T>) {
      write_text(json, "type", "integer");
      json.name("minimum");
      json.integer(limits.min);
      write_bounds(json, {0, limits.max}, "", "maximum");
    } else if constexpr (named_enum<T>) {
      write_text(json, "type", "string");
      json.name("enum");
      json.begin_list(0);
      for (auto name : enum_names(T{})) {
        json.entry();
        json.text(name);
      }
      json.end_list();
    } else {
      write_text(json, "type", "string");
      if constexpr (std::is_same_v<T, std::string>) write_bounds(json, limits, "minLength", "maxLength");
      if constexpr (std::is_same_v<T, request_key>) write_text(json, "format", "uuid");
      if constexpr (is_id<T>::value)
        write_text(json, "pattern", "^" + std::string{is_id<T>::prefix} + "[0-7][0-9a-hjkmnp-tv-z]{25}$");
    }
    json.end_object();
  }
}

template <declared T>
void write_object_schema(json_writer& json) {
  json.begin_object(0);
  write_text(json, "type", "object");
  write_text(json, "title", T::name);
  write_text(json, "description", T::about);
  json.name("properties");
  json.begin_object(0);
  for_each_declaration<T>([&](const auto& field) {
    json.name(field.name);
    write_schema<typename std::remove_cvref_t<decltype(field)>::type>(json, field.limits);
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
  json.end_object();
}

}  // namespace moim::json_schema
