#include "sim/simulation/checkers/outcome_checker.hpp"

#include "domain/declare/requests.hpp"
#include "tests/sim/support/checker_fixture.hpp"

namespace moim::sim::test {
namespace {

struct outcome_fixture : checker_fixture {
  static inline const room_id room = make::room_number(1);
  static inline const user_id host = make::user(1);
  static inline const user_id guest = make::user(2);

  /// A room of two seats; its host sits in one of them.
  outcome_fixture() { land(room, {room_created{room, host, make::meal(), "Soup", 2}, seat_taken{host, 1}}); }
  static sent_request asked(const request_key& key, time_ms at = make::noon_ms) {
    return {join_room{room}, {key, std::nullopt}, room, at, 1, false, {}};
  }
  /// The guest's request is done, as the log has it.
  void land_join(const request_key& key, std::uint32_t seat) {
    land(room, {seat_taken{guest, seat}, request_answered{key, guest, 0, seat_given{seat}}});
  }

  outcome_checker checker{logs, kinds, found, guest};
};

TEST_CASE("an outcome that is in the log is as it should be, also when it is told again") {
  outcome_fixture f;
  f.land_join(make::key(1), 2);
  auto join = f.asked(make::key(1));
  f.checker.on_done(join, seat_given{2}, make::noon_ms);
  f.checker.on_done(join, seat_given{2}, make::noon_ms);
  CHECK(f.checker.knows(make::key(1)));
  CHECK(f.broken() == "none");
}

TEST_CASE("P2: an outcome that no log knows is found") {
  outcome_fixture f;
  auto join = f.asked(make::key(1));
  f.checker.on_done(join, seat_given{2}, make::noon_ms);
  CHECK(f.broken() == "P2");
}

TEST_CASE("P3: a refusal of what was done is found") {
  outcome_fixture f;
  f.land_join(make::key(1), 2);
  auto join = f.asked(make::key(1));
  f.checker.on_done(join, seat_given{2}, make::noon_ms);
  f.checker.on_refused(join, errc::room_locked, make::noon_ms);
  CHECK(f.broken() == "P3");
}

TEST_CASE("P3: a key that expires within two minutes is found, unless its person has done very much since") {
  outcome_fixture early;
  auto join = early.asked(make::key(1));
  early.checker.on_refused(join, errc::key_expired, make::noon_ms + minute_ms);
  CHECK(early.broken() == "P3");

  outcome_fixture late;
  late.checker.on_refused(join, errc::key_expired, make::noon_ms + 2 * minute_ms);
  CHECK(late.broken() == "none");

  outcome_fixture busy;
  for (std::uint64_t n = 2; n <= max_own_keys + 1; ++n) {
    auto done = busy.asked(make::key(n));
    busy.land_join(make::key(n), 2);
    busy.checker.on_done(done, seat_given{2}, make::noon_ms);
    busy.land(outcome_fixture::room, {seat_left{outcome_fixture::guest}});
  }
  busy.checker.on_refused(join, errc::key_expired, make::noon_ms + minute_ms);
  CHECK(busy.broken() == "none");
}

TEST_CASE("P1: a free seat that is refused is found; a room that was full since it was asked is not") {
  outcome_fixture f;
  auto early = f.asked(make::key(1));
  f.checker.on_refused(early, errc::room_full, make::noon_ms);
  CHECK(f.broken() == "P1");

  outcome_fixture full;
  full.land(outcome_fixture::room, {seat_taken{make::user(3), 2}});
  full.land(outcome_fixture::room, {seat_left{make::user(3)}}, make::noon_ms + 1);
  full.checker.on_refused(early, errc::room_full, make::noon_ms + 2);
  CHECK(full.broken() == "none");
}

}  // namespace
}  // namespace moim::sim::test
