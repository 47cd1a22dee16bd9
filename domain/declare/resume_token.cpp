#include "domain/declare/resume_token.hpp"

#include <charconv>

namespace moim {
namespace {

constexpr std::size_t commit_digits = 16;

template <class Number>
bool parse_all(std::string_view text, Number& number, int base) {
  auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  return failed == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::string to_text(const head& seen) {
  constexpr std::string_view digits = "0123456789abcdef";
  auto text = std::to_string(seen.version) + "-";
  for (int shift = 60; shift >= 0; shift -= 4) text += digits[(seen.commit >> shift) & 15];
  return text;
}

std::optional<head> parse_resume_token(std::string_view text) {
  auto dash = text.find('-');
  if (dash == std::string_view::npos || text.size() - dash - 1 != commit_digits) return std::nullopt;
  head seen;
  if (!parse_all(text.substr(0, dash), seen.version, 10)) return std::nullopt;
  if (!parse_all(text.substr(dash + 1), seen.commit, 16)) return std::nullopt;
  return seen;
}

}  // namespace moim
