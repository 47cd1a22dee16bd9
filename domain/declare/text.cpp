#include "domain/declare/text.hpp"

#include "domain/declare/fields.hpp"

namespace moim {
namespace {

/// C0 and DEL, and what a text of one line may not have.
bool is_control(unsigned char byte, bool lines) {
  bool is_line = byte == '\n' || byte == '\t';
  return (byte < 0x20 && !(lines && is_line)) || byte == 0x7f;
}

/// C1: U+0080–009F.
bool is_late_control(std::string_view at) {
  return at.size() >= 2 && at[0] == '\xc2' && static_cast<unsigned char>(at[1]) <= 0x9f;
}

/// U+202A–202E and U+2066–2069.
bool turns_around(std::string_view at) {
  if (at.size() < 3 || at[0] != '\xe2') return false;
  auto last = static_cast<unsigned char>(at[2]);
  return (at[1] == '\x80' && last >= 0xaa && last <= 0xae) || (at[1] == '\x81' && last >= 0xa6 && last <= 0xa9);
}

}  // namespace

std::optional<error> why_not_text(std::string_view text, const text_rules& rules) {
  if (characters(text) > rules.max)
    return error{errc::text_invalid, "the text has more than " + std::to_string(rules.max) + " characters"};
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto rest = text.substr(i);
    if (is_control(static_cast<unsigned char>(text[i]), rules.lines) || is_late_control(rest))
      return error{errc::text_invalid, "the text has a control character"};
    if (turns_around(rest))
      return error{errc::text_invalid, "the text has a mark that turns the order of what is written"};
  }
  return std::nullopt;
}

}  // namespace moim
