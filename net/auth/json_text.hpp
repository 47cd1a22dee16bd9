#pragma once

#include <simdjson.h>

#include <optional>
#include <string_view>

namespace moim {

/// The text of an object's member; nothing if there is none, or if it is something else.
inline std::optional<std::string_view> text_of(const simdjson::dom::element& object, std::string_view name) {
  std::string_view text;
  if (object[name].get(text) != simdjson::SUCCESS) return std::nullopt;
  return text;
}

}  // namespace moim
