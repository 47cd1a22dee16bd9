#include "domain/declare/text.hpp"

#include <catch2/catch.hpp>

namespace moim::text_cases {
namespace {

errc code_of(std::string_view text, const text_rules& rules = {}) {
  auto why = why_not_text(text, rules);
  return why ? why->code : errc::internal;
}

bool is_good(std::string_view text, const text_rules& rules = {}) { return !why_not_text(text, rules); }

TEST_CASE("text of any script is good, four bytes to a character among it") {
  CHECK(is_good(""));
  CHECK(is_good("Soup at noon, 스프 한 그릇, суп, حساء"));
  CHECK(is_good("🍲🥄 \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x8d\xb3"));
}

TEST_CASE("lines and tabs are good where there may be lines, and nowhere else") {
  CHECK(is_good("one\n\ttwo"));
  CHECK(code_of("one\ntwo", one_line) == errc::text_invalid);
  CHECK(code_of("one\ttwo", one_line) == errc::text_invalid);
  CHECK(code_of("one\r\ntwo") == errc::text_invalid);
}

TEST_CASE("control characters are refused, old ones and new") {
  for (auto text : {std::string_view{"a\0b", 3}, std::string_view{"\x1b[31m"}, std::string_view{"a\x7f"},
                    std::string_view{"a\xc2\x80"}, std::string_view{"\xc2\x9f"}, std::string_view{"\x08"}})
    CHECK(code_of(text) == errc::text_invalid);
  CHECK(is_good("\xc2\xa0"));  // a space that is not broken
}

TEST_CASE("marks that turn the order of what is written are refused; those that only say a direction are not") {
  for (auto mark : {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"})
    CHECK(code_of(std::string{"soup"} + mark + "gpj") == errc::text_invalid);
  for (auto mark : {"\u200e", "\u200f", "\u2029", "\u202f", "\u2065", "\u206a"})
    CHECK(is_good(std::string{"soup"} + mark));
}

TEST_CASE("a text is as long as it has characters, not bytes") {
  CHECK(is_good("스프국", {3}));
  CHECK(code_of("스프국물", {3}) == errc::text_invalid);
  CHECK(is_good("🍲🍲🍲", {3}));
  CHECK(is_good(std::string(255, 'a'), one_line));
  CHECK(code_of(std::string(256, 'a'), one_line) == errc::text_invalid);
  CHECK(code_of(std::string(1'000'000, 'a'), {60'000}) == errc::text_invalid);
}

TEST_CASE("text that ends in the midst of a mark is not read past its end") {
  CHECK(is_good(std::string_view{"\u202e", 2}));
  CHECK(is_good(std::string_view{"\xc2\x80", 1}));
}

}  // namespace
}  // namespace moim::text_cases
