#include "net/auth/token_gate.hpp"

#include "metrics/catalogue.hpp"
#include "net/auth/token_issuer.hpp"
#include "tests/net/auth/told_log.hpp"

#include <catch2/catch.hpp>

namespace moim::token_gate_cases {

namespace {

constexpr time_ms now = 1'800'000'000'000;
const user_id ada{0x018f3a0c5512e4b7, 7};

token_verifier verifier_of(const server_secret& secret) {
  return token_verifier::make({{own_key(secret)}, id_secret{}}).value();
}

struct gate_fixture {
  catalogue metrics{"test"};
  server_secret secret{1, 2, 3};
  token_gate gate{verifier_of(secret), metrics.edge};
  std::string token = token_issuer{secret}.issue(ada, now, hour_ms);
};

}  // namespace

TEST_CASE("keys that are replaced are not asked any more, from the next check on") {
  gate_fixture f;
  CHECK(f.gate.check(f.token, now)->user == ada);
  server_secret newer{4, 5, 6};
  f.gate.replace(verifier_of(newer));
  CHECK(f.gate.check(f.token, now).error().code == errc::token_invalid);
  CHECK(f.gate.check(token_issuer{newer}.issue(ada, now, hour_ms), now)->user == ada);
}

TEST_CASE("refused tokens are counted by why, accepted ones not at all") {
  gate_fixture f;
  CHECK(f.gate.check(f.token, now));
  CHECK_FALSE(f.gate.check("garbage", now));
  CHECK_FALSE(f.gate.check("garbage", now));
  CHECK_FALSE(f.gate.check(f.token, now + 2 * hour_ms));
  CHECK(f.metrics.edge.tokens_refused(token_refusal::invalid).value() == 2);
  CHECK(f.metrics.edge.tokens_refused(token_refusal::expired).value() == 1);
}

TEST_CASE("refused tokens are told at level debug alone, one line a second, and never themselves") {
  gate_fixture f;
  test::told_log log{spdlog::level::debug};
  for (int i = 0; i < 5; ++i) f.gate.check("garbage", now + i);
  CHECK(log.take() == "debug: a token was refused (token_invalid, and 0 since the last such line): It is no JWT.\n");
  f.gate.check(f.token, now + 2 * hour_ms);
  CHECK(log.take() ==
        "debug: a token was refused (token_expired, and 4 since the last such line): The token's time is over.\n");
  test::told_log quiet{spdlog::level::info};
  f.gate.check("garbage", now + 3 * hour_ms);
  CHECK(quiet.take().empty());
}

}  // namespace moim::token_gate_cases
