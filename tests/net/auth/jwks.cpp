#include "net/auth/jwks.hpp"

#include "domain/declare/derived_ids.hpp"
#include "net/auth/token_verifier.hpp"
#include "tests/net/auth/signer.hpp"

#include <catch2/catch.hpp>

namespace moim::jwks_cases {

using test::signer;

namespace {

constexpr time_ms now = 1'800'000'000'000;
constexpr id_secret ids{11, 12};
const std::string secret(32, 's');
const std::string claims = R"({"iss":"them","sub":"ada","exp":1900000000})";

const signer& rsa() {
  static const auto made = signer::rsa();
  return made;
}
const signer& p256() {
  static const auto made = signer::p256();
  return made;
}

std::string oct(const std::string& bytes, const std::string& more = "") {
  return R"({"kty":"oct","k":")" + to_base64url(bytes) + "\"" + more + "}";
}

jwks read(const std::string& keys) {
  auto document = read_jwks(R"({"keys":[)" + keys + "]}");
  REQUIRE(document);
  return std::move(*document);
}

/// Why the only key of a document is passed over.
std::string why_not(const std::string& key) {
  auto document = read(key);
  CHECK(document.keys.empty());
  return document.passed_over.size() == 1 ? document.passed_over.front().why : "";
}

}  // namespace

TEST_CASE("the keys of a JWKS document verify what their owners signed") {
  auto document = read(rsa().jwk(R"(,"kid":"r","use":"sig","alg":"RS256")") + "," + p256().jwk(R"(,"kid":"e")") + "," +
                       oct(secret, R"(,"kid":"h")"));
  CHECK(document.keys.size() == 3);
  CHECK(document.passed_over.empty());
  auto by = token_verifier::make({document.keys, ids});
  REQUIRE(by);
  auto ada = foreign_user_id(ids, "them", "ada");
  CHECK(by->verify(rsa().token(claims, R"(,"kid":"r")"), now)->user == ada);
  CHECK(by->verify(p256().token(claims, R"(,"kid":"e")"), now)->user == ada);
  CHECK(by->verify(test::hs256(secret, claims, R"({"alg":"HS256","kid":"h"})"), now)->user == ada);
  CHECK(by->verify(rsa().token(claims, R"(,"kid":"e")"), now).error().code == errc::token_invalid);
}

TEST_CASE("one key that is weak or broken is passed over by its name, and the others work") {
  auto document = read(oct(std::string(31, 's'), R"(,"kid":"short")") + "," + p256().jwk(R"(,"kid":"good")") +
                       R"(,{"kty":"oct","k":"AAAAA"},)" + signer::rsa(1024).jwk(R"(,"kid":"old")"));
  REQUIRE(document.keys.size() == 1);
  CHECK(document.keys.front().key_id == "good");
  CHECK(document.passed_over == std::vector<passed_over_key>{{"key `short`", "an HS256 secret has at least 32 bytes"},
                                                             {"key 3", "it needs `k` in base64url"},
                                                             {"key `old`", "an RSA key has at least 2,048 bits"}});
}

TEST_CASE("each key that cannot be used is told why") {
  CHECK(why_not("1") == "it is no JSON object");
  CHECK(why_not("null") == "it is no JSON object");
  CHECK(why_not(R"({"kty":"OKP","crv":"Ed25519","x":"AA"})") == "its type (`kty`) is none of RSA, EC and oct");
  CHECK(why_not(rsa().jwk(R"(,"use":"enc")")) == "its use (`use`) is not to sign");
  CHECK(why_not(rsa().jwk(R"(,"alg":"PS256")")) == "its algorithm (`alg`) is not RS256");
  CHECK(why_not(R"({"kty":"RSA"})") == "it needs `n` and `e` in base64url");
  CHECK(why_not(R"({"kty":"RSA","n":"!","e":"AQAB"})") == "it needs `n` and `e` in base64url");
  CHECK(why_not(R"({"kty":"EC","crv":"P-384","x":"AA","y":"AA"})") == "its curve (`crv`) is not P-256");
  CHECK(why_not(R"({"kty":"EC","crv":"P-256","x":"AA","y":"AA"})") == "its `x` and `y` are no point on P-256");
  CHECK(why_not(oct("-----BEGIN PUBLIC KEY-----\nMIIBIjANBg")) == "a PEM is no shared secret");
}

TEST_CASE("an RSA key under which anybody's text is signed is passed over") {
  auto modulus = to_base64url(std::string(256, '\xff'));
  for (std::string exponent : {"AQ", "Ag"})
    CHECK(why_not(R"({"kty":"RSA","n":")" + modulus + R"(","e":")" + exponent + "\"}") ==
          "an RSA key's exponent is odd and above 1");
}

TEST_CASE("a list of keys may be empty, but it has to be there") {
  CHECK(read("").keys.empty());
  for (std::string_view json : {"", "[]", "{}", R"({"keys":{}})", R"({"keys":[)", R"({"keys":[]} x)"})
    CHECK_FALSE(read_jwks(json));
}

}  // namespace moim::jwks_cases
