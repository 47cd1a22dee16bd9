#include "net/wire/openrpc.hpp"

#include "domain/declare/errors.hpp"
#include "domain/protocol.hpp"
#include "net/wire/encoding.hpp"
#include "net/wire/json_schema.hpp"
#include "net/wire/nested_types.hpp"

namespace moim {
namespace {

using namespace json_schema;

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
  write_text(json, "x-caller", enum_name(caller_of<Method>()));
  write_text(json, "x-decided-by", target_name(target_of<Method>()));
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
  write_reference<typename Method::answer>(json);
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

void write_components(json_writer& json) {
  json.name("components");
  json.begin_object(0);
  json.name("schemas");
  json.begin_object(0);
  nested_types nested;
  auto write = [&]<class Object>() {
    json.name(Object::name);
    write_object_schema<Object>(json);
  };
  all_methods::for_each([&]<class Method>() {
    nested.within<Method>(write);
    nested.meet<typename Method::answer>(write);
  });
  all_pushes::for_each([&]<class Push>() { nested.within<Push>(write); });
  json.end_object();
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
  write_components(json);
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
