#pragma once

#include "net/wire/openrpc_components.hpp"
#include "net/wire/sample.hpp"
#include "net/wire/write_fields.hpp"

/// The methods and the pushes of the OpenRPC document.
namespace moim::json_schema {

/// Whether a parameter has to be there. \param key_required the method changes something
template <class Field>
bool is_required(const Field&, bool key_required) {
  using type = typename Field::type;
  return !is_optional<type>::value || (std::is_same_v<type, std::optional<request_key>> && key_required);
}

/// Those parameters of `T` that have to be there, or those that need not: generators make arguments of them, and no
/// optional one may come before one that is not.
template <declared T>
void write_parameters(json_writer& json, bool required, bool key_required) {
  for_each_declaration<T>([&](const auto& field) {
    if (is_required(field, key_required) != required) return;
    json.entry();
    json.begin_object(0);
    write_text(json, "name", field.name);
    write_text(json, "description", field.about);
    json.name("required");
    json.boolean(required);
    json.name("schema");
    write_member_schema<T>(json, field);
    json.end_object();
  });
}

template <class Method>
void write_method_parameters(json_writer& json) {
  json.name("params");
  json.begin_list(0);
  for (bool required : {true, false}) {
    write_parameters<Method>(json, required, false);
    write_parameters<request_options>(json, required, Method::changes);
  }
  json.end_list();
}

template <class Answer>
void write_result(json_writer& json) {
  json.name("result");
  json.begin_object(0);
  write_text(json, "name", Answer::name);
  write_text(json, "description", Answer::about);
  json.name("schema");
  write_schema_reference(json, component_name<Answer>());
  json.end_object();
}

/// The errors by their JSON-RPC codes, and `x-error-codes`: which `error.data.code` a refusal may have.
template <class Method>
void write_method_errors(json_writer& json) {
  auto given = errors_of<Method>();
  std::set<std::string_view> components;
  std::vector<std::string_view> names;
  json.name("errors");
  json.begin_list(0);
  for (const auto& row : all_errors()) {
    if (!given.contains(row.code)) continue;
    names.push_back(row.name);
    if (!components.insert(error_component(row)).second) continue;
    json.entry();
    write_reference(json, "errors/" + std::string{error_component(row)});
  }
  json.end_list();
  write_texts(json, "x-error-codes", names);
}

template <declared T>
void write_example_parameters(json_writer& json, const T& from) {
  for_each_field(from, [&](const auto& field, const auto& member) {
    if (!wire::is_present(member)) return;
    json.entry();
    json.begin_object(0);
    write_text(json, "name", field.name);
    json.name("value");
    wire::write_value(json, member);
    json.end_object();
  });
}

/// The same example as on the protocol page.
template <class Method>
void write_example(json_writer& json) {
  request_options options;
  if (Method::changes) options.key = sample_key;
  json.name("examples");
  json.begin_list(0);
  json.entry();
  json.begin_object(0);
  write_text(json, "name", Method::name);
  json.name("params");
  json.begin_list(0);
  write_example_parameters(json, sample<Method>());
  write_example_parameters(json, options);
  json.end_list();
  json.name("result");
  json.begin_object(0);
  write_text(json, "name", Method::answer::name);
  json.name("value");
  wire::write_value(json, sample<typename Method::answer>());
  json.end_object();
  json.end_object();
  json.end_list();
}

/// By the noun of its name.
template <class Method>
void write_tag(json_writer& json) {
  json.name("tags");
  json.begin_list(0);
  json.entry();
  json.begin_object(0);
  write_text(json, "name", Method::name.substr(0, Method::name.find('.')));
  json.end_object();
  json.end_list();
}

template <class Method>
void write_method(json_writer& json) {
  json.entry();
  json.begin_object(0);
  write_text(json, "name", Method::name);
  write_text(json, "description", Method::about);
  write_tag<Method>(json);
  write_text(json, "x-caller", enum_name(caller_of<Method>()));
  write_text(json, "x-decided-by", target_name(target_of<Method>()));
  write_text(json, "paramStructure", "by-name");
  write_method_parameters<Method>(json);
  write_result<typename Method::answer>(json);
  write_method_errors<Method>(json);
  write_example<Method>(json);
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
  for (bool required : {true, false}) write_parameters<Push>(json, required, false);
  json.end_list();
  json.end_object();
}

}  // namespace moim::json_schema
