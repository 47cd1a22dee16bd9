#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// How the values of HTTP's headers are taken apart (RFC 9110, 5.6).
namespace moim::http {

/// Without the blanks and tabs around it.
std::string_view trim(std::string_view text);

/// The parts between `separator`s; none of an empty text.
std::vector<std::string_view> split(std::string_view text, char separator);

/// The same, of `separator`s that stand outside quoted strings; nothing if a quoted string does not end.
std::optional<std::vector<std::string_view>> split_unquoted(std::string_view text, char separator);

/// What a quoted string says; any other text as it stands.
std::string unquoted(std::string_view text);

/// Whether both are the same but for the case of ASCII's letters.
bool is_same_text(std::string_view a, std::string_view b);

}  // namespace moim::http
