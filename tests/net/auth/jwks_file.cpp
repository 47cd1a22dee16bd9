#include "net/auth/jwks_file.hpp"

#include "net/auth/base64url.hpp"

#include <catch2/catch.hpp>

namespace moim::jwks_file_cases {

namespace {

/// A document with one key of this name.
std::string document(const std::string& key_id) {
  return R"({"keys":[{"kty":"oct","kid":")" + key_id + R"(","k":")" + to_base64url(std::string(32, 's')) + "\"}]}";
}

/// A file that a test writes to.
struct pretended_file {
  tl::expected<std::string, std::string> holds;
  jwks_file watched{[this] { return holds; }};

  explicit pretended_file(std::string text) : holds{std::move(text)} {}

  /// The name of the only key that is new, or the failure; "nothing" if there is no news.
  std::string look() {
    auto found = watched.look();
    CHECK_FALSE((found.changed && found.failure));
    if (found.failure) return *found.failure;
    return found.changed ? found.changed->keys.at(0).key_id.value_or("") : "nothing";
  }
};

}  // namespace

TEST_CASE("a JWKS file is news when it is first seen, and when its content is another") {
  pretended_file file{document("first")};
  CHECK(file.look() == "first");
  CHECK(file.look() == "nothing");
  file.holds = document("other");
  CHECK(file.look() == "other");
  CHECK(file.look() == "nothing");
}

TEST_CASE("that a JWKS file cannot be used is told once, and so is that it can again") {
  pretended_file file{document("first")};
  file.look();
  file.holds = tl::unexpected{std::string{"is gone"}};
  CHECK(file.look() == "is gone");
  CHECK(file.look() == "nothing");
  file.holds = document("first").substr(0, 20);
  CHECK(file.look() == "is no JWKS: a JWKS document is a JSON object with a list `keys`");
  CHECK(file.look() == "nothing");
  file.holds = document("first");
  CHECK(file.look() == "first");
  file.holds = tl::unexpected{std::string{"is gone"}};
  CHECK(file.look() == "is gone");
}

}  // namespace moim::jwks_file_cases
