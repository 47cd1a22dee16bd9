#include "net/http/guests.hpp"

#include "net/auth/token_verifier.hpp"
#include "tests/net/auth/signer.hpp"

#include <catch2/catch.hpp>

namespace moim::http::guests_cases {

namespace {

constexpr time_ms noon = 1'800'000'000'000;
const std::string foreign_secret(32, 's');

struct guests_fixture {
  explicit guests_fixture(guest_options options = {})
      : verifier{token_verifier::make(
                     {{own_key(secret), {std::nullopt, token_algorithm::hs256, foreign_secret}}, id_secret{}})
                     .value()},
        asked{issuer, [this](std::string_view token, time_ms now) { return verifier.verify(token, now); }, options} {}

  response renew(const std::string& token, time_ms now = noon) { return asked.renew(token, "::1", instant_at(now)); }

  server_secret secret{1, 2, 3};
  token_verifier verifier;
  token_issuer issuer{secret};
  guests asked;
};

std::string member(const response& answer, const std::string& name) {
  auto from = answer.body.find("\"" + name + "\":\"") + name.size() + 4;
  return answer.body.substr(from, answer.body.find('"', from) - from);
}

std::string foreign_token() {
  return test::hs256(foreign_secret, R"({"iss":"moim","sub":")" + to_text(user_id{1, 7}) + R"(","exp":1900000000})");
}

}  // namespace

TEST_CASE("a guest's token is renewed for the same person, and lasts as long as a first one") {
  guests_fixture f;
  auto first = f.asked.welcome("::1", instant_at(noon));
  auto next = f.renew(member(first, "token"), noon + hour_ms);
  CHECK(next.status == 200);
  CHECK(member(next, "user") == member(first, "user"));
  auto who = f.verifier.verify(member(next, "token"), noon + 24 * hour_ms + minute_ms);
  REQUIRE(who);
  CHECK(to_text(who->user) == member(first, "user"));
  CHECK(who->is_own);
  CHECK(f.renew(member(next, "token"), noon + 24 * hour_ms + minute_ms).status == 200);
}

TEST_CASE("a token that is over is not renewed, nor is what is none") {
  guests_fixture f;
  auto token = member(f.asked.welcome("::1", instant_at(noon)), "token");
  auto late = f.renew(token, noon + 25 * hour_ms);
  CHECK(late.status == 401);
  CHECK(late.body == "token_expired\n");
  CHECK(late.headers == "WWW-Authenticate: Bearer\r\n");
  CHECK(f.renew("").body == "token_invalid\n");
  CHECK(f.renew(token + "A").status == 401);
}

TEST_CASE("a token of another issuer is not renewed here, though it is good") {
  guests_fixture f;
  REQUIRE(f.verifier.verify(foreign_token(), noon));
  auto refused = f.renew(foreign_token());
  CHECK(refused.status == 403);
  CHECK_THAT(refused.body, Catch::Contains("another issuer"));
}

TEST_CASE("renewals count as guests of their address, good or not") {
  guest_options options;
  options.per_s = 0;
  options.burst = 3;
  guests_fixture f{options};
  auto token = member(f.asked.welcome("::1", instant_at(noon)), "token");
  CHECK(f.renew(token).status == 200);
  CHECK(f.renew("garbage").status == 401);
  CHECK(f.renew(token).status == 429);
  CHECK(f.renew("garbage").status == 429);
}

}  // namespace moim::http::guests_cases
