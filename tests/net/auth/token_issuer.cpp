#include "net/auth/token_issuer.hpp"

#include "net/auth/token_verifier.hpp"

#include <catch2/catch.hpp>

namespace moim::token_issuer_cases {

namespace {

constexpr time_ms issued_at = 1'800'000'000'000;
const user_id issued_to{0x018f3a0c5512e4b7, 7};

}  // namespace

TEST_CASE("this server's tokens are accepted by its own key until they expire, and by no other") {
  server_secret secret{1, 2, 3};
  server_secret another{1, 2, 4};
  auto token = token_issuer{secret}.issue(issued_to, issued_at, hour_ms);
  auto own = token_verifier::make({{own_key(secret)}, id_secret{}, 0});
  auto other = token_verifier::make({{own_key(another)}, id_secret{}, 0});
  REQUIRE(own);
  REQUIRE(other);
  CHECK(own->verify(token, issued_at) == identity{issued_to, issued_at + hour_ms, true});
  CHECK(own->verify(token, issued_at + hour_ms).error().code == errc::token_expired);
  CHECK(other->verify(token, issued_at).error().code == errc::token_invalid);
}

}  // namespace moim::token_issuer_cases
