#include "domain/declare/derived_ids.hpp"
#include "net/auth/token_issuer.hpp"
#include "net/auth/token_verifier.hpp"
#include "tests/net/auth/signer.hpp"

#include <catch2/catch.hpp>

namespace moim::token_subjects_cases {

namespace {

constexpr time_ms now = 1'800'000'000'000;
constexpr id_secret ids{11, 12};
const std::string secret(32, 's');

token_verifier verifier(std::vector<token_key> keys) { return token_verifier::make({std::move(keys), ids}).value(); }

std::string hs256(const std::string& claims) { return test::hs256(secret, claims); }

std::optional<errc> refusal(const token_verifier& by, const std::string& token) {
  auto verified = by.verify(token, now);
  return verified ? std::nullopt : std::optional{verified.error().code};
}

}  // namespace

TEST_CASE("a foreign subject is always the same person, and another than those of other issuers") {
  auto by = verifier({{std::nullopt, token_algorithm::hs256, secret}});
  auto user = [&](const std::string& issuer, const std::string& subject) {
    auto verified = by.verify(hs256(R"({"exp":1900000000,"iss":")" + issuer + R"(","sub":")" + subject + "\"}"), now);
    REQUIRE(verified);
    CHECK_FALSE(verified->is_own);
    return verified->user;
  };
  CHECK(user("them", "42") == user("them", "42"));
  CHECK(user("them", "42") != user("others", "42"));
  CHECK(user("ab", "c") != user("a", "bc"));
  CHECK(user("them", "42") == foreign_user_id(ids, "them", "42"));
}

TEST_CASE("a foreign token that names the id of a person here is not that person's") {
  user_id guest{0x018f3a0c5512e4b7, 7};
  auto by = verifier({own_key(server_secret{1}), {std::nullopt, token_algorithm::hs256, secret}});
  for (std::string issuer : {"them", "moim"}) {
    auto verified =
        by.verify(hs256(R"({"exp":1900000000,"iss":")" + issuer + R"(","sub":")" + to_text(guest) + "\"}"), now);
    REQUIRE(verified);
    CHECK(verified->user == foreign_user_id(ids, issuer, to_text(guest)));
    CHECK(verified->user != guest);
    CHECK_FALSE(verified->is_own);
  }
}

TEST_CASE("only a foreign issuer says of its tokens that they vouch, and says so plainly") {
  auto by = verifier({own_key(server_secret{1}), {std::nullopt, token_algorithm::hs256, secret}});
  auto vouches = [&](const std::string& claim) {
    auto verified = by.verify(hs256(R"({"exp":1900000000,"iss":"them","sub":"42")" + claim + "}"), now);
    REQUIRE(verified);
    return verified->vouches;
  };
  CHECK(vouches(R"(,"moim_vouch":true)"));
  for (std::string claim : {"", R"(,"moim_vouch":false)", R"(,"moim_vouch":"true")", R"(,"moim_vouch":1)"})
    CHECK_FALSE(vouches(claim));
  const server_secret own{1};
  auto text = std::string{reinterpret_cast<const char*>(own.data()), own.size()};
  auto claims = R"({"exp":1900000000,"iss":")" + std::string{own_issuer} + R"(","moim_vouch":true,"sub":")" +
                to_text(user_id{0x018f3a0c5512e4b7, 7}) + "\"}";
  auto guest = test::hs256(text, claims);
  REQUIRE(by.verify(guest, now));
  CHECK_FALSE(by.verify(guest, now)->vouches);
}

TEST_CASE("a foreign token has to say who it is of, and of which issuer") {
  auto by = verifier({{std::nullopt, token_algorithm::hs256, secret}});
  for (std::string who : {R"("sub":"42")", R"("iss":"","sub":"42")", R"("iss":7,"sub":"42")",
                          R"("iss":"them","sub":"")", R"("iss":"them","sub":42)", R"("iss":"them")"})
    CHECK(refusal(by, hs256(R"({"exp":1900000000,)" + who + "}")) == errc::token_invalid);
  CHECK(refusal(by, hs256(R"({"exp":1900000000,"sub":")" + to_text(user_id{1, 7}) + "\"}")) == errc::token_invalid);
}

TEST_CASE("only an id of ours is a subject in this server's own tokens") {
  server_secret own{1, 2, 3};
  auto by = verifier({own_key(own)});
  std::string signed_with(own.begin(), own.end());
  auto said = [&](const std::string& who) {
    return by.verify(test::hs256(signed_with, R"({"exp":1900000000,"iss":"moim",)" + who + "}"), now);
  };
  CHECK(said(R"("sub":")" + to_text(user_id{1, 7}) + "\"")->user == user_id{1, 7});
  for (std::string who : {R"("sub":"42")", R"("sub":"")", R"("aud":"us")"})
    CHECK(said(who).error().code == errc::token_invalid);
  CHECK(said(R"("sub":")" + to_text(user_id{}) + "\"").error().code == errc::token_invalid);
}

}  // namespace moim::token_subjects_cases
