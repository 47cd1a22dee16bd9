#include "net/auth/token_verifier.hpp"

#include "domain/declare/derived_ids.hpp"
#include "tests/net/auth/signer.hpp"

#include <catch2/catch.hpp>

namespace moim::token_verifier_cases {

using test::signer;

namespace {

constexpr time_ms now = 1'800'000'000'000;
const std::string secret(32, 's');
constexpr id_secret ids{11, 12};
const user_id ada = foreign_user_id(ids, "them", "ada");

std::string claims(const std::string& more = "", time_ms expires_at = now + hour_ms) {
  return R"({"iss":"them","sub":"ada","exp":)" + std::to_string(expires_at / second_ms) + more + "}";
}

std::string hs256(const std::string& claims, const std::string& with = secret,
                  const std::string& header = R"({"alg":"HS256"})") {
  return test::hs256(with, claims, header);
}

token_verifier verifier(std::vector<token_key> keys) {
  auto made = token_verifier::make({std::move(keys), ids});
  INFO((made ? "" : made.error().detail));
  REQUIRE(made);
  return std::move(*made);
}
token_verifier secret_verifier() { return verifier({{std::nullopt, token_algorithm::hs256, secret}}); }

std::optional<errc> refusal(const token_verifier& by, const std::string& token, time_ms at = now) {
  auto verified = by.verify(token, at);
  return verified ? std::nullopt : std::optional{verified.error().code};
}

const signer& rsa() {
  static const auto made = signer::rsa();
  return made;
}
const signer& p256() {
  static const auto made = signer::p256();
  return made;
}

}  // namespace

TEST_CASE("a token is its bearer's with each of the algorithms") {
  CHECK(secret_verifier().verify(hs256(claims()), now) == identity{ada, now + hour_ms + 5'000});
  auto by_rsa = verifier({{std::nullopt, token_algorithm::rs256, rsa().public_pem()}});
  CHECK(by_rsa.verify(rsa().token(claims()), now)->user == ada);
  auto by_p256 = verifier({{std::nullopt, token_algorithm::es256, p256().public_pem()}});
  CHECK(by_p256.verify(p256().token(claims()), now)->user == ada);
}

TEST_CASE("the example of RFC 7515, appendix A.1, is read by its key and has long expired") {
  auto key = from_base64url("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
  std::string token =
      "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
      "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNv"
      "bS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  CHECK(refusal(verifier({{std::nullopt, token_algorithm::hs256, *key}}), token) == errc::token_expired);
}

TEST_CASE("a token is refused from its expiry on and before its beginning, give or take the leeway") {
  auto by = secret_verifier();
  CHECK_FALSE(refusal(by, hs256(claims("", now - 4'000))));
  CHECK(refusal(by, hs256(claims("", now - 5'000))) == errc::token_expired);
  CHECK_FALSE(refusal(by, hs256(claims(R"(,"nbf":1800000005)"))));
  CHECK(refusal(by, hs256(claims(R"(,"nbf":1800000006)"))) == errc::token_invalid);
  CHECK(refusal(by, hs256(claims(R"(,"nbf":"soon")"))) == errc::token_invalid);
  CHECK(by.verify(hs256(R"({"iss":"them","sub":"ada","exp":1800000000.5})"), now)->expires_at == now + 5'500);
  for (std::string expiry : {"1e300", "-1", "null", "\"1900000000\""})
    CHECK(refusal(by, hs256(R"({"iss":"them","sub":"ada","exp":)" + expiry + "}")) == errc::token_invalid);
  CHECK(refusal(by, hs256(R"({"iss":"them","sub":"ada"})")) == errc::token_invalid);
}

TEST_CASE("a token that somebody else signed is refused") {
  CHECK(refusal(secret_verifier(), hs256(claims(), std::string(32, 'x'))) == errc::token_invalid);
  auto by_rsa = verifier({{std::nullopt, token_algorithm::rs256, rsa().public_pem()}});
  CHECK(refusal(by_rsa, signer::rsa().token(claims())) == errc::token_invalid);
  auto by_p256 = verifier({{std::nullopt, token_algorithm::es256, p256().public_pem()}});
  CHECK(refusal(by_p256, signer::p256().token(claims())) == errc::token_invalid);
}

TEST_CASE("alg none is refused, however it is spelt and whatever keys there are") {
  auto by = verifier(
      {{std::nullopt, token_algorithm::hs256, secret}, {std::nullopt, token_algorithm::rs256, rsa().public_pem()}});
  for (std::string none : {"none", "None", "NONE", "nOnE", ""}) {
    auto unsigned_token = to_base64url(R"({"alg":")" + none + "\"}") + "." + to_base64url(claims()) + ".";
    CHECK(refusal(by, unsigned_token) == errc::token_invalid);
  }
  CHECK(refusal(by, hs256(claims(), secret, R"({"typ":"JWT"})")) == errc::token_invalid);
}

TEST_CASE("a public key is never taken for a shared secret") {
  auto pem = rsa().public_pem();
  auto by = verifier({{std::nullopt, token_algorithm::rs256, pem}});
  CHECK(refusal(by, hs256(claims(), pem)) == errc::token_invalid);
  CHECK_FALSE(token_verifier::make({{{std::nullopt, token_algorithm::hs256, pem}}, ids}));
}

TEST_CASE("a key with an id is only asked for tokens that name it") {
  auto by = verifier({{"first", token_algorithm::hs256, secret}});
  CHECK_FALSE(refusal(by, hs256(claims(), secret, R"({"alg":"HS256","kid":"first"})")));
  CHECK(refusal(by, hs256(claims(), secret, R"({"alg":"HS256","kid":"second"})")) == errc::token_invalid);
  CHECK(refusal(by, hs256(claims())) == errc::token_invalid);
}

TEST_CASE("a header that asks for an extension is refused") {
  CHECK(refusal(secret_verifier(), hs256(claims(), secret, R"({"alg":"HS256","crit":["b64"],"b64":false})")) ==
        errc::token_invalid);
}

TEST_CASE("issuer and audience are checked if the key says so") {
  auto by = verifier({{std::nullopt, token_algorithm::hs256, secret, "them", "us"}});
  auto said = [&](const std::string& what) {
    return refusal(by, hs256(R"({"sub":"ada","exp":1900000000)" + what + "}"));
  };
  CHECK_FALSE(said(R"(,"iss":"them","aud":"us")"));
  CHECK_FALSE(said(R"(,"iss":"them","aud":["you","us"])"));
  CHECK(said(R"(,"iss":"them","aud":["you"])") == errc::token_invalid);
  CHECK(said(R"(,"iss":"them","aud":[])") == errc::token_invalid);
  CHECK(said(R"(,"iss":"them")") == errc::token_invalid);
  CHECK(said(R"(,"iss":"others","aud":"us")") == errc::token_invalid);
  CHECK(said(R"(,"aud":"us")") == errc::token_invalid);
}

TEST_CASE("a damaged token is refused wherever the damage is") {
  auto by_secret = secret_verifier();
  auto by_p256 = verifier({{std::nullopt, token_algorithm::es256, p256().public_pem()}});
  auto good = hs256(claims());
  for (std::size_t size = 0; size < good.size(); ++size)
    REQUIRE(refusal(by_secret, good.substr(0, size)) == errc::token_invalid);
  for (std::size_t at = 0; at < good.size(); ++at) {
    auto damaged = good;
    damaged[at] = damaged[at] == 'A' ? 'B' : 'A';
    REQUIRE(refusal(by_secret, damaged) == errc::token_invalid);
  }
  for (std::string garbage : {"", ".", "..", "...", "a.b.c", "garbage", "\xff.\xff.\xff"})
    CHECK(refusal(by_secret, garbage) == errc::token_invalid);
  CHECK(refusal(by_secret, hs256("[]")) == errc::token_invalid);
  CHECK(refusal(by_secret, hs256(claims(R"(,"x":")" + std::string(4096, 'x') + "\""))) == errc::token_invalid);
  CHECK(refusal(by_p256, p256().token(claims()) + "AAAA") == errc::token_invalid);
}

TEST_CASE("a key that is weak or of another type than its algorithm is refused at the start") {
  auto refused = [](token_algorithm algorithm, std::string material) {
    auto made = token_verifier::make({{{"k", algorithm, std::move(material)}}, ids});
    return !made && made.error().detail.starts_with("key `k`: ");
  };
  CHECK(refused(token_algorithm::hs256, std::string(31, 's')));
  CHECK(refused(token_algorithm::rs256, "garbage"));
  CHECK(refused(token_algorithm::rs256, p256().public_pem()));
  CHECK(refused(token_algorithm::rs256, signer::rsa(1024).public_pem()));
  CHECK(refused(token_algorithm::es256, rsa().public_pem()));
  CHECK(refused(token_algorithm::es256, signer::p384().public_pem()));
}

}  // namespace moim::token_verifier_cases
