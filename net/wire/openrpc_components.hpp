#pragma once

#include "domain/method_errors.hpp"
#include "net/wire/criteria_schema.hpp"

#include <set>

/// The components of the OpenRPC document: what its methods refer to.
namespace moim::json_schema {

/// Writes the schema of each type that others refer to, once.
class schema_components {
 public:
  explicit schema_components(json_writer& json) : json_{json} {}

  /// `T` itself if it is a component, and all that it holds.
  template <class T>
  void meet() {
    if constexpr (is_optional<T>::value || is_vector<T>::value) {
      meet<typename T::value_type>();
    } else if constexpr (held_once<T>) {
      meet<held_by<T>>();
    } else if constexpr (is_component<T>) {
      if (!met_.insert(component_name<T>()).second) return;
      write<T>();
      if constexpr (declared<T> && !std::is_same_v<T, criteria>) within<T>();
    }
  }

  /// What a struct holds.
  template <declared T>
  void within() {
    for_each_declaration<T>([this](const auto& field) { meet<typename std::remove_cvref_t<decltype(field)>::type>(); });
  }

 private:
  template <class T>
  void write() {
    if constexpr (std::is_same_v<T, criteria>) {
      write_criteria_components(json_);
    } else {
      json_.name(component_name<T>());
      if constexpr (declared<T>)
        write_object_schema<T>(json_, component_name<T>());
      else
        write_id_schema<T>(json_);
    }
  }

  json_writer& json_;
  std::set<std::string> met_;
};

/// How the document calls the errors of one JSON-RPC code: a method's have different codes (OpenRPC, Method Object),
/// and moim's codes are those of groups.
inline std::string_view error_component(const error_declaration& row) {
  return row.group == error_group::protocol ? row.name : to_text(row.group);
}

/// `error.data` of a refusal.
inline void write_error_data(json_writer& json, const error_declaration& row) {
  json.begin_object(0);
  write_text(json, "code", row.name);
  write_text(json, "retry", to_text(row.retry));
  json.end_object();
}

/// Which errors any method may be refused with.
inline error_set errors_of_all_methods() {
  error_set all;
  all_methods::for_each([&]<class Method>() {
    auto some = errors_of<Method>();
    for (const auto& row : all_errors())
      if (some.contains(row.code)) all.add(row.code);
  });
  return all;
}

/// One for each JSON-RPC code; `data` lists what a refusal's may be.
inline void write_error_components(json_writer& json) {
  auto used = errors_of_all_methods();
  std::set<std::string_view> written;
  for (const auto& first : all_errors()) {
    if (!used.contains(first.code) || !written.insert(error_component(first)).second) continue;
    json.name(error_component(first));
    json.begin_object(0);
    json.name("code");
    json.integer(first.rpc_code);
    write_text(json, "message", first.group == error_group::protocol ? first.meaning : describe(first.group));
    json.name("data");
    json.begin_list(0);
    for (const auto& row : all_errors()) {
      if (error_component(row) != error_component(first)) continue;
      json.entry();
      write_error_data(json, row);
    }
    json.end_list();
    json.end_object();
  }
}

inline void write_components(json_writer& json) {
  json.name("components");
  json.begin_object(0);
  json.name("schemas");
  json.begin_object(0);
  schema_components schemas{json};
  all_methods::for_each([&]<class Method>() {
    schemas.within<Method>();
    schemas.meet<typename Method::answer>();
  });
  schemas.within<request_options>();
  all_pushes::for_each([&]<class Push>() { schemas.within<Push>(); });
  json.end_object();
  json.name("errors");
  json.begin_object(0);
  write_error_components(json);
  json.end_object();
  json.end_object();
}

}  // namespace moim::json_schema
