#include "domain/room/description/field_rule.hpp"

#include "domain/declare/text.hpp"

#include <algorithm>

namespace moim {
namespace {

const field_rule* find_rule(const std::vector<field_rule>& fields, const std::string& key) {
  auto found = std::find_if(fields.begin(), fields.end(), [&](const field_rule& each) { return each.key == key; });
  return found != fields.end() ? &*found : nullptr;
}

std::optional<error> invalid(const field_rule& rule, const std::string& what) {
  return error{errc::description_invalid, "values: " + rule.key + " " + what};
}

bool is_within(const field_rule& rule, std::int64_t number) {
  return (!rule.min || number >= *rule.min) && (!rule.max || number <= *rule.max);
}

std::optional<error> why_not_text_value(const field_rule& rule, const std::string& text) {
  if (auto why = why_not_text(text, {max_field_text})) return why;
  if (rule.type == field_type::text)
    return is_within(rule, static_cast<std::int64_t>(characters(text)))
               ? std::nullopt
               : invalid(rule, "has too many characters, or too few");
  bool is_option = std::find(rule.options.begin(), rule.options.end(), text) != rule.options.end();
  return is_option ? std::nullopt : invalid(rule, "is none of the options");
}

std::optional<error> why_not_value(const field_rule& rule, const field_value& value) {
  bool wants_text = rule.type == field_type::text || rule.type == field_type::choice;
  bool fits = value.text.has_value() == wants_text && value.integer.has_value() == (rule.type == field_type::integer) &&
              value.boolean.has_value() == (rule.type == field_type::boolean);
  if (!fits) return invalid(rule, "has to be `" + std::string{wants_text ? "text" : enum_name(rule.type)} + "` alone");
  if (value.text) return why_not_text_value(rule, *value.text);
  if (value.integer && !is_within(rule, *value.integer)) return invalid(rule, "is too large, or too small");
  return std::nullopt;
}

std::optional<std::string> why_no_field(const field_rule& rule) {
  bool is_choice = rule.type == field_type::choice;
  bool has_bounds = rule.min || rule.max;
  constexpr std::string_view letters{"abcdefghijklmnopqrstuvwxyz0123456789-"};
  if (rule.key.empty() || rule.key.find_first_not_of(letters) != std::string::npos)
    return "a field's key has a-z, 0-9 and dashes only";
  if (is_choice == rule.options.empty())
    return rule.key + (is_choice ? ": a choice needs options" : ": only a choice has options");
  if (has_bounds && rule.type != field_type::text && rule.type != field_type::integer)
    return rule.key + ": only texts and integers have min and max";
  if (rule.min && rule.max && *rule.min > *rule.max) return rule.key + ": min is more than max";
  if (rule.type == field_type::text && rule.max && (*rule.max < 0 || *rule.max > std::int64_t{max_field_text}))
    return rule.key + ": a text has at most " + std::to_string(max_field_text) + " characters";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> why_no_fields(const std::vector<field_rule>& fields) {
  for (const auto& rule : fields) {
    if (auto why = why_no_field(rule)) return why;
    if (find_rule(fields, rule.key) != &rule) return rule.key + " is there twice";
  }
  return std::nullopt;
}

std::optional<error> why_not_values(const std::vector<field_rule>& fields, const std::vector<field_value>& values) {
  auto is_of = [](const std::string& key) { return [&key](const field_value& each) { return each.key == key; }; };
  for (const auto& value : values) {
    const auto* rule = find_rule(fields, value.key);
    if (!rule) return error{errc::description_invalid, "values: the kind has no field of one of these names"};
    if (std::count_if(values.begin(), values.end(), is_of(value.key)) > 1) return invalid(*rule, "is there twice");
    if (auto why = why_not_value(*rule, value)) return why;
  }
  for (const auto& rule : fields)
    if (rule.required && std::none_of(values.begin(), values.end(), is_of(rule.key)))
      return invalid(rule, "is missing");
  return std::nullopt;
}

}  // namespace moim
