#include "net/http/header_text.hpp"

#include <catch2/catch.hpp>

namespace moim::http::header_text_cases {
namespace {

using parts = std::vector<std::string_view>;

TEST_CASE("a list is split, and what is empty in it stays") {
  CHECK(split("", ',') == parts{});
  CHECK(split("a,,b", ',') == parts{"a", "", "b"});
  CHECK(split("a,", ',') == parts{"a", ""});
}

TEST_CASE("a separator within a quoted string separates nothing") {
  CHECK(split_unquoted("", ',') == parts{});
  CHECK(split_unquoted("a=\"1,2\",b", ',') == parts{"a=\"1,2\"", "b"});
  CHECK(split_unquoted("a=\"1\\\",2\",b", ',') == parts{"a=\"1\\\",2\"", "b"});
  CHECK_FALSE(split_unquoted("a=\"1,2", ','));
}

TEST_CASE("a quoted string says what stands in it") {
  CHECK(unquoted("\"a\\\"b\\c\"") == "a\"bc");
  CHECK(unquoted("\"\"") == "");
  CHECK(unquoted("plain") == "plain");
  CHECK(unquoted("\"") == "\"");
  CHECK(unquoted("\"\\\"") == "\\");
}

TEST_CASE("blanks around a text go, and the case of letters does not matter") {
  CHECK(trim(" \ta b\t ") == "a b");
  CHECK(trim(" \t") == "");
  CHECK(is_same_text("WebSocket", "websocket"));
  CHECK_FALSE(is_same_text("websocket", "websocke"));
  CHECK_FALSE(is_same_text("[", "{"));
}

}  // namespace
}  // namespace moim::http::header_text_cases
