#include "sim/checks/outcome_history.hpp"

#include <catch2/catch.hpp>

namespace moim::outcome_history_cases {

using namespace moim::sim;

namespace {

heard_outcome seat(std::uint32_t number) { return room_outcome{seat_given{number}}; }
heard_outcome refused(errc code) { return tl::unexpected{error{code}}; }

}  // namespace

TEST_CASE("the same answer as often as one asks is what P3 promises") {
  outcome_history key;
  CHECK_FALSE(key.add(seat(3), false));
  CHECK_FALSE(key.add(seat(3), true));
  CHECK(key.is_done());
}

TEST_CASE("P3: one key with two seats is found") {
  outcome_history key;
  CHECK_FALSE(key.add(seat(3), false));
  auto wrong = key.add(seat(4), true);
  REQUIRE(wrong);
  CHECK(*wrong == "one key was answered seat 3 and then seat 4");
}

TEST_CASE("P3: the last seat's owner who asks again and is told that the room is full is found") {
  outcome_history key;
  CHECK_FALSE(key.add(seat(3), false));
  CHECK(key.add(refused(errc::room_full), true));
}

TEST_CASE("copies that were under way together may be answered in any order") {
  outcome_history key;
  CHECK_FALSE(key.add(seat(3), false));
  CHECK_FALSE(key.add(refused(errc::room_full), false));
}

TEST_CASE("a refused request that is sent again may succeed") {
  outcome_history key;
  CHECK_FALSE(key.add(refused(errc::room_full), false));
  CHECK_FALSE(key.add(seat(1), false));
}

TEST_CASE("not now, not known yet and no longer known are not outcomes") {
  outcome_history key;
  CHECK_FALSE(key.add(seat(3), false));
  for (auto code : {errc::overloaded, errc::outcome_unknown, errc::key_expired, errc::draining, errc::internal})
    CHECK_FALSE(key.add(refused(code), true));
}

TEST_CASE("P3: a key that was sent with one request only is never key_reused") {
  outcome_history key;
  CHECK(key.add(refused(errc::key_reused), false));
}

}  // namespace moim::outcome_history_cases
