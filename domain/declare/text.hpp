#pragma once

#include "domain/declare/errors.hpp"

#include <limits>

/// Text that people write for others to read.
namespace moim {

/// What a text may be.
struct text_rules {
  /// The most characters (code points).
  std::size_t max = std::numeric_limits<std::size_t>::max();
  /// Whether it may have several lines: newlines and tabs.
  bool lines = true;
};
/// Of a title or a name.
inline constexpr text_rules one_line{255, false};

/// Why a text is refused (`text_invalid`); nothing if it is good. It is UTF-8 already: the decoders see to that.
/// Refused are more than `max` characters, control characters, and the marks that turn the order of what is written
/// around them (U+202A–202E, U+2066–2069): with them a text can look like another one.
std::optional<error> why_not_text(std::string_view text, const text_rules& rules);

}  // namespace moim
