#include "net/http/cors.hpp"

#include <catch2/catch.hpp>

namespace moim::http::cors_cases {
namespace {

bool names(const response& answer, const std::string& line) {
  return ("\r\n" + answer.headers).find("\r\n" + line + "\r\n") != std::string::npos;
}

TEST_CASE("an answer to a page may be read by that page, and is kept for it alone") {
  request asked;
  asked.origin = "https://a.example";
  auto answer = readable_by_page(asked, {200, "application/json", "{}", "Retry-After: 1\r\n"});
  CHECK(names(answer, "Access-Control-Allow-Origin: https://a.example"));
  CHECK(names(answer, "Vary: Origin"));
  CHECK(names(answer, "Retry-After: 1"));
  CHECK(answer.body == "{}");
}

TEST_CASE("an answer to a program names no page, and still says that one to a page would be another") {
  auto answer = readable_by_page({}, {});
  CHECK(answer.headers == "Vary: Origin\r\n");
}

TEST_CASE("a browser that asks beforehand is told what its page may send") {
  request asked;
  asked.origin = "https://a.example";
  auto answer = allow_page(asked, "POST");
  CHECK(answer.status == 204);
  CHECK(names(answer, "Access-Control-Allow-Origin: https://a.example"));
  CHECK(names(answer, "Access-Control-Allow-Methods: POST"));
  CHECK(names(answer, "Access-Control-Allow-Headers: Authorization, Content-Type"));
  CHECK(names(answer, "Vary: Origin"));
  CHECK(to_bytes(answer, true).find("Content-") == to_bytes(answer, true).find("Content-Type-Options"));
}

}  // namespace
}  // namespace moim::http::cors_cases
