#include "domain/user/user.hpp"
#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

/// A person who may have two meals open, and create four rooms in an hour.
struct log_of_creator {
  user state;
  time_ms now = make::noon_ms;

  static host_room wanted(std::uint64_t room, std::string kind = "meal") {
    return {make::room_number(room), std::move(kind), 2, 4};
  }
  result<user_decision> decide(const user_command& command) const { return moim::decide(state, command, {}, now); }
  /// Why it may not begin; "" if it may.
  std::string create(const host_room& which) {
    auto decided = decide(which);
    if (!decided) return std::string{describe(decided.error().code).name};
    commit(decided->events);
    return "";
  }
  void end(std::uint64_t room) { commit(decide(end_hosting{make::room_number(room)})->events); }
  void commit(const std::vector<user_event>& events) {
    for (const auto& each : events) apply(state, each, {1, now});
  }
};

TEST_CASE("a person has as many rooms of a kind open as the kind says, and one more once one is over") {
  log_of_creator log;
  CHECK(log.create(log.wanted(1)) == "");
  CHECK(log.create(log.wanted(2)) == "");
  CHECK(log.create(log.wanted(3)) == "too_many_rooms");
  CHECK(log.create(log.wanted(4, "study")) == "");
  log.end(1);
  CHECK(log.create(log.wanted(3)) == "");
  CHECK(log.state.hosted.open.size() == 3);
}

TEST_CASE("a request that comes again counts once, also when there are too many") {
  log_of_creator log;
  log.create(log.wanted(1));
  log.create(log.wanted(2));
  auto again = log.decide(log.wanted(1));
  REQUIRE(again);
  CHECK(again->events.empty());
  CHECK(log.state.hosted.begun_in_hour == 2);
}

TEST_CASE("a person creates so many rooms in an hour, and is told how long to wait for the next") {
  log_of_creator log;
  for (std::uint64_t n = 1; n <= 4; ++n) {
    CHECK(log.create(log.wanted(n)) == "");
    log.end(n);
    log.now += minute_ms;
  }
  auto refused = log.decide(log.wanted(5));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == errc::too_many_rooms);
  CHECK(refused.error().retry_after_ms == hour_ms - 4 * minute_ms);
  log.now += *refused.error().retry_after_ms;
  CHECK(log.create(log.wanted(5)) == "");
  CHECK(log.state.hosted.begun_in_hour == 1);
}

TEST_CASE("an end that comes twice, or of a room that never counted, changes nothing") {
  log_of_creator log;
  log.create(log.wanted(1));
  log.end(1);
  CHECK(log.decide(end_hosting{make::room_number(1)})->events.empty());
  CHECK(log.decide(end_hosting{make::room_number(9)})->events.empty());
  // It may have ridden in all the same.
  log.commit(rider_of(make::room_number(9), hosting_over{}));
  CHECK(log.state.hosted.open.empty());
}

TEST_CASE("only rooms that had a minute to begin are asked whether they are over") {
  log_of_creator log;
  log.create(log.wanted(1));
  log.now += hosted_asked_after_ms - 1;
  CHECK(hosted_to_ask(log.state.hosted, log.now).empty());
  log.create(log.wanted(2));
  log.now += 1;
  CHECK(hosted_to_ask(log.state.hosted, log.now) == std::vector{make::room_number(1)});
}

}  // namespace
}  // namespace moim
