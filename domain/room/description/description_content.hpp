#pragma once

#include "domain/declare/errors.hpp"
#include "domain/declare/fields.hpp"

#include <array>

/// What a room says of itself.
namespace moim {

/// The most characters of a description's text, however many its kind allows: with four bytes each it fits into one
/// request.
inline constexpr std::size_t max_description_text = 15'000;
/// The most characters of the name of a place, of a tag, of the value of a field, and of the address of a picture.
inline constexpr std::size_t max_place_name = 255;
inline constexpr std::size_t max_tag = 32;
inline constexpr std::size_t max_field_text = 4'096;
inline constexpr std::size_t max_picture_address = 2'048;
/// The most tags of a room, and the most fields that a kind gives its rooms.
inline constexpr std::size_t max_tags = 16;
inline constexpr std::size_t max_description_fields = 32;
/// The last moment that a room may begin or end: the end of the year 9999 (ms since 1970).
inline constexpr std::int64_t max_gathering_ms = 253'402'300'799'999;

/// The whole numbers that every JSON reader keeps: up to 2^53.
inline constexpr bounds json_integers{-9'007'199'254'740'991, 9'007'199'254'740'991};

/// A point of the Earth. At the poles every longitude is the same point, and so are 180 and -180 degrees everywhere.
struct geo_point {
  static constexpr std::string_view name = "geo_point";
  static constexpr std::string_view about = "A point of the Earth, in degrees (WGS 84).";
  double lat = 0;
  double lon = 0;
  static constexpr auto fields() {
    return std::tuple{field{"lat", &geo_point::lat, "Degrees north.", bounds{-90, 90}},
                      field{"lon", &geo_point::lon, "Degrees east.", bounds{-180, 180}}};
  }
  bool operator==(const geo_point&) const = default;
};

struct place {
  static constexpr std::string_view name = "place";
  static constexpr std::string_view about = "Where people meet.";
  /// `name` is the declaration's.
  std::string called;
  std::optional<geo_point> point{};
  static constexpr auto fields() {
    return std::tuple{field{"name", &place::called, "What it is called.", bounds{1, max_place_name}},
                      field{"point", &place::point, "Where it is."}};
  }
  bool operator==(const place&) const = default;
};

/// What a room says in one of its kind's own fields: exactly one of the three values, of the field's type.
struct field_value {
  static constexpr std::string_view name = "field_value";
  static constexpr std::string_view about = "What a room says in a field of its kind: one value, of the field's type.";
  std::string key;
  std::optional<std::string> text{};
  std::optional<std::int64_t> integer{};
  std::optional<bool> boolean{};
  static constexpr auto fields() {
    return std::tuple{
        field{"key", &field_value::key, "The field, as `kind.list` names it.", bounds{1, 32}},
        field{"text", &field_value::text, "Of a text, or one of a choice's options.", bounds{0, max_field_text}},
        field{"integer", &field_value::integer, "Of a whole number.", json_integers},
        field{"boolean", &field_value::boolean, "Of a yes or no."}};
  }
  bool operator==(const field_value&) const = default;
};

struct description_content {
  static constexpr std::string_view name = "description_content";
  static constexpr std::string_view about = "What a room says of itself.";
  std::string text{};
  std::optional<moim::place> place{};
  std::optional<std::int64_t> starts_at_ms{};
  std::optional<std::int64_t> ends_at_ms{};
  /// In lower case, each once, as they were sent.
  std::vector<std::string> tags{};
  std::optional<std::string> picture{};
  std::vector<field_value> values{};
  static constexpr auto fields() {
    using self = description_content;
    constexpr bounds time{0, max_gathering_ms};
    return std::tuple{
        field{"text", &self::text, "For people to read; newlines and tabs may be in it.",
              bounds{0, max_description_text}},
        field{"place", &self::place, "Where people meet."},
        field{"starts_at_ms", &self::starts_at_ms, "When it begins (ms since 1970).", time},
        field{"ends_at_ms", &self::ends_at_ms, "When it is over (ms since 1970); not before it begins.", time},
        field{"tags", &self::tags, "What it is about, in words of at most 32 characters.", bounds{0, max_tags}},
        field{"picture", &self::picture, "An `https://` address.", bounds{1, max_picture_address}},
        field{"values", &self::values, "What it says in the fields of its kind.", bounds{0, max_description_fields}}};
  }
  bool operator==(const description_content&) const = default;
};

}  // namespace moim
