#include "net/wire/openrpc.hpp"

#include "domain/errors.hpp"
#include "domain/protocol.hpp"
#include "net/wire/encoding.hpp"
#include "net/wire/write_fields.hpp"

namespace moim {
namespace {

void write_text(json_writer& json, std::string_view name, std::string_view value) {
  json.name(name);
  json.text(value);
}

void write_bounds(json_writer& json, const bounds& limits, std::string_view least, std::string_view most) {
  if (limits.least != 0) {
    json.name(least);
    json.integer(limits.least);
  }
  if (limits.most != bounds{}.most) {
    json.name(most);
    json.integer(limits.most);
  }
}

template <declared T>
void write_object_schema(json_writer& json);

/// The JSON Schema (draft 7) of a declared member.
template <class T>
void write_schema(json_writer& json, const bounds& limits) {
  if constexpr (is_optional<T>::value) {
    write_schema<typename T::value_type>(json, limits);
  } else if constexpr (declared<T>) {
    write_object_schema<T>(json);
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
      json.integer(limits.least);
      write_bounds(json, {0, limits.most}, "", "maximum");
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

template <declared T>
void write_parameters(json_writer& json, bool key_required) {
  for_each_declaration<T>([&](const auto& field) {
    using type = typename std::remove_cvref_t<decltype(field)>::type;
    json.entry();
    json.begin_object(0);
    write_text(json, "name", field.name);
    write_text(json, "description", field.about);
    json.name("required");
    bool is_key = std::is_same_v<type, std::optional<request_key>>;
    json.boolean(!is_optional<type>::value || (is_key && key_required));
    json.name("schema");
    write_schema<type>(json, field.limits);
    json.end_object();
  });
}

template <class Method>
void write_method(json_writer& json) {
  json.entry();
  json.begin_object(0);
  write_text(json, "name", Method::name);
  write_text(json, "description", Method::about);
  write_text(json, "paramStructure", "by-name");
  json.name("params");
  json.begin_list(0);
  write_parameters<Method>(json, false);
  write_parameters<request_options>(json, Method::changes);
  json.end_list();
  json.name("result");
  json.begin_object(0);
  write_text(json, "name", Method::answer::name);
  json.name("schema");
  write_object_schema<typename Method::answer>(json);
  json.end_object();
  json.end_object();
}

template <class Push>
void write_push(json_writer& json) {
  json.entry();
  json.begin_object(0);
  write_text(json, "name", Push::name);
  write_text(json, "description", Push::about);
  write_text(json, "paramStructure", "by-name");
  json.name("params");
  json.begin_list(0);
  write_parameters<Push>(json, false);
  json.end_list();
  json.end_object();
}

void write_errors(json_writer& json) {
  json.name("x-errors");
  json.begin_list(0);
  for (const auto& row : all_errors()) {
    json.entry();
    json.begin_object(0);
    json.name("code");
    json.integer(row.rpc_code);
    write_text(json, "message", row.meaning);
    json.name("data");
    json.begin_object(0);
    write_text(json, "code", row.name);
    write_text(json, "retry", to_text(row.retry));
    json.end_object();
    json.end_object();
  }
  json.end_list();
}

std::string make_document() {
  std::string text;
  json_writer json{text};
  json.begin_object(0);
  write_text(json, "openrpc", "1.3.2");
  json.name("info");
  json.begin_object(0);
  write_text(json, "title", "moim");
  write_text(json, "version", "1");
  write_text(json, "description",
             "Rooms with limited seats, over a WebSocket at /ws with the subprotocol " +
                 std::string{subprotocol(encoding::json)} + " or " + std::string{subprotocol(encoding::msgpack)} + ".");
  json.end_object();
  json.name("methods");
  json.begin_list(0);
  all_methods::for_each([&]<class Method>() { write_method<Method>(json); });
  json.end_list();
  json.name("x-notifications");
  json.begin_list(0);
  all_pushes::for_each([&]<class Push>() { write_push<Push>(json); });
  json.end_list();
  write_errors(json);
  json.end_object();
  return text;
}

}  // namespace

const std::string& openrpc_document() {
  static const std::string document = make_document();
  return document;
}

}  // namespace moim
