#pragma once

#include "domain/room/description/description_content.hpp"

namespace moim {

/// The most options of a choice.
inline constexpr std::size_t max_field_options = 64;

enum class field_type : std::uint8_t { text, integer, boolean, choice };
constexpr std::array<std::string_view, 4> enum_names(field_type) { return {"text", "integer", "boolean", "choice"}; }

/// A field of a kind's own: what its rooms may say beside what all may.
struct field_rule {
  static constexpr std::string_view name = "field_rule";
  static constexpr std::string_view about = "A field that descriptions of this kind have.";
  std::string key;
  field_type type{};
  bool required = false;
  std::optional<std::int64_t> min{};
  std::optional<std::int64_t> max{};
  std::vector<std::string> options{};
  static constexpr auto fields() {
    using self = field_rule;
    return std::tuple{field{"key", &self::key, "Its name: lower-case letters, digits and dashes.", bounds{1, 32}},
                      field{"type", &self::type, "What it holds."},
                      field{"required", &self::required, "Whether no description may leave it out."},
                      field{"min", &self::min, "The least: of a whole number's value, or of a text's characters.",
                            bounds{std::numeric_limits<std::int64_t>::min()}},
                      field{"max", &self::max, "The most; without it a text has at most 4,096 characters.",
                            bounds{std::numeric_limits<std::int64_t>::min()}},
                      field{"options", &self::options, "What a choice may be.", bounds{0, max_field_options}}};
  }
  bool operator==(const field_rule&) const = default;
};

/// Why the fields of a kind make no sense, for its file; nothing: they do.
std::optional<std::string> why_no_fields(const std::vector<field_rule>& fields);

/// Why the values do not fit a kind's fields (`description_invalid`, `text_invalid`); nothing: they do.
std::optional<error> why_not_values(const std::vector<field_rule>& fields, const std::vector<field_value>& values);

}  // namespace moim
