#include "net/http/guests.hpp"

#include "metrics/catalogue.hpp"
#include "net/auth/token_verifier.hpp"
#include "tests/net/auth/signer.hpp"

#include <catch2/catch.hpp>

namespace moim::http::guests_cases {
namespace {

constexpr time_ms noon = 1'800'000'000'000;
const std::string foreign_secret(32, 's');

struct door {
  explicit door(std::uint32_t per_s = 100) : book{{.guests = paused_rate{per_s}}, id_secret{}} {}

  response welcome(std::string_view address, time_ms now) {
    return to_anybody.welcome(*parse_address(address), instant_at(now));
  }
  response renew(const std::string& token, time_ms now = noon) {
    return to_anybody.renew(token, *parse_address("192.0.2.1"), instant_at(now));
  }

  edge_metrics& counted() { return metrics.edge; }

  std::vector<std::string> log;
  catalogue metrics{"test"};
  refusals refused{metrics.edge, [this](const std::string& line) { log.push_back(line); }};
  address_book book;
  server_secret secret{1, 2, 3};
  token_verifier verifier{
      token_verifier::make({{own_key(secret), {std::nullopt, token_algorithm::hs256, foreign_secret}}, id_secret{}})
          .value()};
  token_issuer issuer{secret};
  guests to_anybody{
      issuer, [this](std::string_view token, time_ms now) { return verifier.verify(token, now); }, {}, book, refused};
};

std::string member(const response& answer, const std::string& name) {
  auto from = answer.body.find("\"" + name + "\":\"") + name.size() + 4;
  return answer.body.substr(from, answer.body.find('"', from) - from);
}

std::string foreign_token() {
  return test::hs256(foreign_secret, R"({"iss":"moim","sub":")" + to_text(user_id{1, 7}) + R"(","exp":1900000000})");
}

TEST_CASE("a guest's token is renewed for the same person, and lasts as long as a first one") {
  door open;
  auto first = open.welcome("192.0.2.1", noon);
  auto next = open.renew(member(first, "token"), noon + hour_ms);
  CHECK(next.status == 200);
  CHECK(member(next, "user") == member(first, "user"));
  auto who = open.verifier.verify(member(next, "token"), noon + 24 * hour_ms + minute_ms);
  REQUIRE(who);
  CHECK(to_text(who->user) == member(first, "user"));
  CHECK(who->is_own);
  CHECK(open.renew(member(next, "token"), noon + 24 * hour_ms + minute_ms).status == 200);
}

TEST_CASE("a token that is over is not renewed, nor is what is none") {
  door open;
  auto token = member(open.welcome("192.0.2.1", noon), "token");
  auto late = open.renew(token, noon + 25 * hour_ms);
  CHECK(late.status == 401);
  CHECK(late.body == "token_expired\n");
  CHECK(late.headers == "WWW-Authenticate: Bearer\r\n");
  CHECK(open.renew("").body == "token_invalid\n");
  CHECK(open.renew(token + "A").status == 401);
}

TEST_CASE("a token of another issuer is not renewed here, though it is good") {
  door open;
  REQUIRE(open.verifier.verify(foreign_token(), noon));
  auto refused = open.renew(foreign_token());
  CHECK(refused.status == 403);
  CHECK_THAT(refused.body, Catch::Contains("another issuer"));
}

TEST_CASE("renewals count as guests of their address, good or not, and end with them") {
  door open{1};
  auto token = member(open.welcome("192.0.2.1", noon), "token");
  for (int i = 0; i < 48; ++i) CHECK(open.renew(token).status == 200);
  CHECK(open.renew("garbage").status == 401);
  CHECK(open.renew(token).status == 429);
  CHECK(open.renew("garbage").status == 429);
  door shut{0};
  CHECK(shut.renew(token).status == 403);
}

TEST_CASE("guests that are switched off are off, from the first one on") {
  door shut{0};
  CHECK(shut.welcome("192.0.2.1", 0).status == 403);
  CHECK(shut.welcome("192.0.2.1", hour_ms).status == 403);
}

TEST_CASE("an address that asks for too many guests waits, nobody else does, and the log says who it is") {
  door open{1};
  for (int i = 0; i < 50; ++i) CHECK(open.welcome("192.0.2.1", 0).status == 200);
  CHECK(open.welcome("192.0.2.1", 0).status == 429);
  CHECK(open.welcome("192.0.2.2", 0).status == 200);
  CHECK(open.welcome("192.0.2.1", 1'000).status == 200);
  CHECK(open.counted().refused(edge_refusal::guests).value() == 1);
  REQUIRE(open.log.size() == 1);
  CHECK(open.log[0].find("192.0.2.1") == 0);
}

TEST_CASE("however many addresses asked, a new one is a guest") {
  door open{1};
  for (unsigned n = 0; n < 20'000; ++n)
    CHECK(open.to_anybody.welcome(address_of(boost::asio::ip::address_v4{n}), instant_at(0)).status == 200);
}

}  // namespace
}  // namespace moim::http::guests_cases
