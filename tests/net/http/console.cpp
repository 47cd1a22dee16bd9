#include "net/http/console.hpp"

#include <catch2/catch.hpp>

namespace moim::http {
namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

TEST_CASE("the console's policy names its script and its style, and nothing from elsewhere") {
  auto shown = show_console();
  CHECK(shown.status == 200);
  CHECK(has(shown.headers, "default-src 'none'"));
  CHECK(has(shown.headers, "script-src 'sha256-" + content_hash(shown.body, "script") + "'"));
  CHECK(has(shown.headers, "style-src 'sha256-" + content_hash(shown.body, "style") + "'"));
  CHECK_FALSE(has(shown.headers, "unsafe"));
}

TEST_CASE("a content hash is the one that browsers compute") {
  // printf 'doSomething()' | openssl dgst -sha256 -binary | base64
  CHECK(content_hash("<script>doSomething()</script>", "script") == "bnQkgwAfjTxnZSlFxZe1ogJadBHLnRuuL54WC+v+tMY=");
}

TEST_CASE("the console is one file that works without any other") {
  for (auto reference : {"<link", " src=", "@import", "url(", "https:", "http:", " style=", " onclick=\""})
    CHECK_FALSE(has(console_page, reference));
  CHECK(has(console_page, "<html lang=\"en\">"));
  for (auto part : {".css@", ".js@"}) CHECK_FALSE(has(console_page, part));
}

}  // namespace
}  // namespace moim::http
