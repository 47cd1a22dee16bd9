#include "net/session/heartbeat.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

using due = heartbeat::due;
constexpr time_ms beat_begins = 1'000'000;

session_limits ping_limits() {
  session_limits made;
  made.ping_after_ms = 25'000;
  made.pong_within_ms = 20'000;
  return made;
}

TEST_CASE("a silent client is pinged once, and is gone when it does not answer in time") {
  auto bounds = ping_limits();
  heartbeat beat{bounds, beat_begins};
  CHECK(beat.deadline() == beat_begins + 25'000);
  CHECK(beat.tick(beat_begins + 24'999) == due::nothing);
  CHECK(beat.tick(beat_begins + 25'000) == due::ping);
  CHECK(beat.deadline() == beat_begins + 45'000);
  CHECK(beat.tick(beat_begins + 25'000) == due::nothing);
  CHECK(beat.tick(beat_begins + 44'999) == due::nothing);
  CHECK(beat.tick(beat_begins + 45'000) == due::gone);
}

TEST_CASE("a client that is heard of is idle anew") {
  auto bounds = ping_limits();
  heartbeat beat{bounds, beat_begins};
  CHECK(beat.tick(beat_begins + 25'000) == due::ping);
  beat.heard(beat_begins + 30'000);
  CHECK(beat.deadline() == beat_begins + 55'000);
  CHECK(beat.tick(beat_begins + 45'000) == due::nothing);
  CHECK(beat.tick(beat_begins + 55'000) == due::ping);
}

TEST_CASE("a tick that comes late leaves the client its whole time to answer the ping") {
  auto bounds = ping_limits();
  heartbeat beat{bounds, beat_begins};
  CHECK(beat.tick(beat_begins + 100'000) == due::ping);
  CHECK(beat.tick(beat_begins + 119'999) == due::nothing);
  CHECK(beat.tick(beat_begins + 120'000) == due::gone);
}

}  // namespace
}  // namespace moim
