#include "net/session/session_identity.hpp"

#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

namespace moim::test {
namespace {

const instant session_begins = instant_at(make::noon_ms);
instant later(time_ms duration) { return instant_at(make::noon_ms + duration); }
identity good_for(std::uint64_t user, time_ms duration) { return {make::user(user), make::noon_ms + duration}; }

TEST_CASE("a client has some time to say who it is") {
  session_identity client{session_limits{}, session_begins};
  auto time = session_limits{}.authentication_ms;
  CHECK_FALSE(client.is_known());
  CHECK(client.as() == role::guest);
  CHECK(client.deadline() == session_begins.steady_ms() + time);
  CHECK_FALSE(client.why_over(later(time - 1)));
  CHECK(client.why_over(later(time)) == close_code::authentication_timeout);
}

TEST_CASE("a known client stays until its token ends, and a newer token of the same person prolongs that") {
  session_identity client{session_limits{}, session_begins};
  client.accept(good_for(1, minute_ms), session_begins);
  CHECK(client.user() == make::user(1));
  CHECK(client.as() == role::person);
  CHECK_FALSE(client.why_over(later(minute_ms - 1)));
  CHECK(client.why_over(later(minute_ms)) == close_code::token_expired);
  REQUIRE_FALSE(client.why_not(good_for(1, hour_ms)));
  client.accept(good_for(1, hour_ms), session_begins);
  CHECK_FALSE(client.why_over(later(minute_ms)));
  CHECK(client.view(session_begins).expires_at_ms == make::noon_ms + hour_ms);
}

TEST_CASE("a client vouches for others, and is a trusted server, while its token says so") {
  session_identity client{session_limits{}, session_begins};
  CHECK_FALSE(client.vouches());
  auto server = good_for(1, minute_ms);
  server.vouches = true;
  client.accept(server, session_begins);
  CHECK(client.vouches());
  CHECK(client.as() == role::trusted);
  client.accept(good_for(1, hour_ms), session_begins);
  CHECK_FALSE(client.vouches());
  CHECK(client.as() == role::person);
}

TEST_CASE("a session never becomes another person's") {
  session_identity client{session_limits{}, session_begins};
  CHECK_FALSE(client.why_not(good_for(2, hour_ms)));
  client.accept(good_for(1, hour_ms), session_begins);
  CHECK(client.why_not(good_for(2, hour_ms))->code == errc::token_invalid);
}

TEST_CASE("a token that is good for longer than a clock counts is as good as for ever") {
  session_identity client{session_limits{}, session_begins};
  client.accept({make::user(1), std::numeric_limits<time_ms>::max()}, session_begins);
  CHECK_FALSE(client.why_over(later(9 * 365 * 24 * hour_ms)));
}

TEST_CASE("a few refused tokens end the session, unless a good one was shown") {
  session_identity stranger{session_limits{}, session_begins};
  CHECK_FALSE(stranger.refuse_token());
  CHECK_FALSE(stranger.refuse_token());
  CHECK(stranger.refuse_token());
  session_identity client{session_limits{}, session_begins};
  client.accept(good_for(1, hour_ms), session_begins);
  for (int i = 0; i < 10; ++i) CHECK_FALSE(client.refuse_token());
}

TEST_CASE("a person is let go of once") {
  session_identity client{session_limits{}, session_begins};
  CHECK_FALSE(client.forget());
  client.accept(good_for(1, hour_ms), session_begins);
  CHECK(client.forget() == make::user(1));
  CHECK_FALSE(client.forget());
}

}  // namespace
}  // namespace moim::test
