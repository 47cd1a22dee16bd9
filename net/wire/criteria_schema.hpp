#pragma once

#include "net/wire/criteria_codec.hpp"
#include "net/wire/json_schema.hpp"

/// The schemas of criteria, in the shapes that `criteria_codec.hpp` reads and writes. No two of them hold for one
/// value.
namespace moim::json_schema {

struct window_criterion {
  static constexpr std::string_view name = "window_criterion";
  static constexpr std::string_view about = "window: everybody's windows share the longest least_ms.";
  std::int64_t from_ms = 0;
  std::int64_t to_ms = 0;
  std::optional<std::int64_t> least_ms;
  static constexpr auto fields() {
    return std::tuple{field{"from_ms", &window_criterion::from_ms}, field{"to_ms", &window_criterion::to_ms},
                      field{"least_ms", &window_criterion::least_ms}};
  }
};

struct spread_criterion {
  static constexpr std::string_view name = "spread_criterion";
  static constexpr std::string_view about =
      "spread: largest minus smallest is within everybody's limit. A value for each person.";
  std::vector<double> values;
  double limit = 0;
  static constexpr auto fields() {
    return std::tuple{field{"values", &spread_criterion::values, "", bounds{1, max_values}},
                      field{"limit", &spread_criterion::limit}};
  }
};

struct single_spread_criterion {
  static constexpr std::string_view name = "single_spread_criterion";
  static constexpr std::string_view about = "spread: the same of one person.";
  double value = 0;
  double limit = 0;
  static constexpr auto fields() {
    return std::tuple{field{"value", &single_spread_criterion::value}, field{"limit", &single_spread_criterion::limit}};
  }
};

struct radius_criterion {
  static constexpr std::string_view name = "radius_criterion";
  static constexpr std::string_view about =
      "radius: one point of the Earth is within everybody's radius. What was agreed on has none.";
  double lat = 0;
  double lon = 0;
  std::optional<double> radius_m;
  static constexpr auto fields() {
    return std::tuple{field{"lat", &radius_criterion::lat, "", bounds{-90, 90}},
                      field{"lon", &radius_criterion::lon, "", bounds{-180, 180}},
                      field{"radius_m", &radius_criterion::radius_m}};
  }
};

using criterion_objects = type_list<window_criterion, spread_criterion, single_spread_criterion, radius_criterion>;

/// Writes `"name":{"title":"name",…}`; `write` what else there is.
template <class Write>
void write_component(json_writer& json, std::string_view name, std::string_view about, Write&& write) {
  json.name(name);
  json.begin_object(0);
  write_text(json, "title", name);
  write_text(json, "description", about);
  write();
  json.end_object();
}

inline void write_list_of(json_writer& json, const std::string& component, const bounds& limits) {
  write_text(json, "type", "array");
  write_bounds(json, limits, "minItems", "maxItems");
  json.name("items");
  write_schema_reference(json, component);
}

inline void write_criterion_value(json_writer& json) {
  write_component(json, "criterion_value", "equal: all given values are the same. All of them count as texts.", [&] {
    json.name("oneOf");
    json.begin_list(0);
    json.entry();
    write_schema<std::string>(json, {0, wire::max_criterion_value}, {});
    json.entry();
    write_schema<std::int64_t>(json, {}, {});
    json.entry();
    write_schema<bool>(json, {}, {});
    json.end_list();
  });
}

inline void write_criterion(json_writer& json) {
  write_component(json, "criterion", "What is asked for, or was agreed on; null asks for nothing.", [&] {
    json.name("oneOf");
    json.begin_list(0);
    for (auto name : {"criterion_value", "any_of_criterion", "windows_criterion"}) {
      json.entry();
      write_schema_reference(json, name);
    }
    criterion_objects::for_each([&]<class Object>() {
      json.entry();
      write_schema_reference(json, std::string{Object::name});
    });
    json.entry();
    json.begin_object(0);
    write_text(json, "type", "null");
    json.end_object();
    json.end_list();
  });
}

/// All components that `criteria_object` is made of, and that itself. Which members there may be, and of which shape
/// each, the pool says (`pool.list`).
inline void write_criteria_components(json_writer& json) {
  write_component(json, component_name<criteria>(), "Criteria by the names that the pool gives them.", [&] {
    write_text(json, "type", "object");
    json.name("properties");
    json.begin_object(0);
    json.end_object();
    // Some generators know maps by the one keyword, some by the other.
    json.name("patternProperties");
    json.begin_object(0);
    json.name(".");
    write_schema_reference(json, "criterion");
    json.end_object();
    json.name("additionalProperties");
    write_schema_reference(json, "criterion");
    json.name("propertyNames");
    json.begin_object(0);
    write_bounds(json, {0, wire::max_criterion_name}, "", "maxLength");
    json.end_object();
    write_bounds(json, {0, max_criteria}, "", "maxProperties");
  });
  write_criterion(json);
  write_criterion_value(json);
  write_component(json, "any_of_criterion", "any_of: one value is in everybody's list. The best first.", [&] {
    write_list_of(json, "criterion_value", {0, max_values});
  });
  write_component(json, "windows_criterion", "window: one of several.", [&] {
    write_list_of(json, std::string{window_criterion::name}, {1, max_windows});
  });
  criterion_objects::for_each([&]<class Object>() {
    json.name(Object::name);
    write_object_schema<Object>(json, std::string{Object::name}, members::known);
  });
}

}  // namespace moim::json_schema
