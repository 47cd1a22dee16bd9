#include "domain/room/schedule/schedule.hpp"

#include "tests/domain/room/driver.hpp"

namespace moim::schedule_cases {
namespace {

using room_test::driver;
using room_test::kind_with;

constexpr time_ms start = make::noon_ms + 2 * hour_ms;
constexpr time_ms end = start + 3 * hour_ms;

driver scheduled(schedule::rules rules, std::uint32_t seats = 3, std::uint32_t open_for_s = 0) {
  auto of = kind_with<description, schedule, holds, waitlist, approval>(open_for_s);
  of.facets->part<approval>().reset();
  of.facets->part<schedule>() = rules;
  driver d;
  d.open(seats, std::move(of));
  return d;
}

void describe(driver& d, std::optional<time_ms> starts, std::optional<time_ms> ends) {
  description_content says;
  says.starts_at_ms = starts;
  says.ends_at_ms = ends;
  REQUIRE(d.by(1, describe_room{{}, d.state.get<description>().revision, {}, std::move(says)}));
}

room_phase phase_of(const driver& d) { return d.state.get<lifecycle>().phase; }

schedule::rules at_start() {
  schedule::rules rules;
  rules.lock_at_start = true;
  return rules;
}
schedule::rules whole_day() {
  auto rules = at_start();
  rules.end_at_end = true;
  return rules;
}

TEST_CASE("a room locks in when its last seat is taken, if its kind says so") {
  schedule::rules rules;
  rules.lock_when_full = true;
  auto d = scheduled(rules);
  REQUIRE(d.by(2, join_room{}));
  CHECK(phase_of(d) == room_phase::open);
  REQUIRE(d.by(3, join_room{}));
  CHECK(phase_of(d) == room_phase::locked);
  CHECK(d.count<room_locked>() == 1);
  auto other = scheduled({});
  REQUIRE(other.by(2, join_room{}));
  REQUIRE(other.by(3, join_room{}));
  CHECK(phase_of(other) == room_phase::open);
}

TEST_CASE("a seat that is only kept does not make a room full") {
  schedule::rules rules;
  rules.lock_when_full = true;
  auto d = scheduled(rules, 2);
  REQUIRE(d.by(2, hold_seat{}));
  CHECK(phase_of(d) == room_phase::open);
  REQUIRE(d.by(2, confirm_seat{}));
  CHECK(phase_of(d) == room_phase::locked);
}

TEST_CASE("a room that is made so small that it is full locks in") {
  schedule::rules rules;
  rules.lock_when_full = true;
  auto d = scheduled(rules);
  REQUIRE(d.by(2, join_room{}));
  REQUIRE(d.by(1, resize_room{{}, 2}));
  CHECK(phase_of(d) == room_phase::locked);
}

TEST_CASE("a room locks in when it begins, once, and not a moment before") {
  auto d = scheduled(at_start());
  CHECK_FALSE(next_due(d.state));
  describe(d, start, {});
  CHECK(next_wake(d.state, d.now).value() <= start);
  d.pass_to(start - 1);
  CHECK(phase_of(d) == room_phase::open);
  d.pass_to(start);
  CHECK(phase_of(d) == room_phase::locked);
  CHECK(d.count<room_locked>() == 1);
  CHECK_FALSE(next_due(d.state));
  CHECK(d.refused(2, join_room{}) == errc::room_locked);
}

TEST_CASE("a room may lock in so long before it begins") {
  schedule::rules rules;
  rules.lock_before_start_s = 1'800;
  auto d = scheduled(rules);
  describe(d, start, {});
  CHECK(next_due(d.state)->at == start - 30 * minute_ms);
}

TEST_CASE("the times follow every edit: later, earlier, and none at all") {
  auto d = scheduled(whole_day());
  describe(d, start, end);
  describe(d, start + hour_ms, end);
  d.pass_to(start);
  CHECK(phase_of(d) == room_phase::open);
  describe(d, {}, {});
  CHECK_FALSE(next_due(d.state));
  describe(d, start + minute_ms, end);
  d.pass_to(start + minute_ms);
  CHECK(phase_of(d) == room_phase::locked);
  describe(d, start, end + hour_ms);
  d.pass_to(end);
  CHECK(phase_of(d) == room_phase::locked);
  d.pass_to(end + hour_ms);
  CHECK(phase_of(d) == room_phase::ended);
  CHECK_FALSE(next_due(d.state));
}

TEST_CASE("a room whose start is moved into the past locks in at once, and does so once") {
  auto d = scheduled(at_start());
  describe(d, d.now - hour_ms, {});
  d.pass_to(d.now);
  CHECK(phase_of(d) == room_phase::locked);
  describe(d, d.now + hour_ms, {});
  d.pass_to(d.now + 2 * hour_ms);
  CHECK(phase_of(d) == room_phase::locked);
}

TEST_CASE("a lock-in by the clock ends holds and waiting as the host's does") {
  auto d = scheduled(at_start(), 2);
  REQUIRE(d.by(2, hold_seat{}));
  REQUIRE(d.by(3, wait_for_seat{}));
  describe(d, d.now + second_ms, {});
  d.pass_to(d.now + second_ms);
  CHECK(d.state.get<seats>().kept().empty());
  CHECK(d.state.get<waitlist>().waiting.empty());
  CHECK(d.taken() == 1);
}

TEST_CASE("a room that is still open when its end comes is locked in and ends") {
  schedule::rules rules;
  rules.end_at_end = true;
  auto d = scheduled(rules);
  describe(d, {}, end);
  d.pass_to(end);
  CHECK(phase_of(d) == room_phase::ended);
}

TEST_CASE("a room of which no end is said ends so long after it began, or after it was locked in") {
  schedule::rules rules;
  rules.end_after_s = 3'600;
  auto begun = scheduled(rules);
  describe(begun, start, {});
  REQUIRE(begun.by(1, lock_room{}));
  CHECK(next_due(begun.state)->at == start + hour_ms);
  describe(begun, start, end);
  CHECK_FALSE(next_due(begun.state));
  auto locked = scheduled(rules);
  locked.now += minute_ms;
  REQUIRE(locked.by(1, lock_room{}));
  CHECK(next_due(locked.state)->at == make::noon_ms + minute_ms + hour_ms);
  locked.pass_to(make::noon_ms + minute_ms + hour_ms);
  CHECK(phase_of(locked) == room_phase::ended);
}

TEST_CASE("nothing happens by the clock in a room that is over") {
  auto d = scheduled(whole_day());
  describe(d, start, end);
  REQUIRE(d.by(1, cancel_room{}));
  CHECK_FALSE(next_due(d.state));
  auto short_lived = scheduled(whole_day(), 3, 60);
  describe(short_lived, start, end);
  short_lived.pass_to(end);
  CHECK(phase_of(short_lived) == room_phase::closed);
}

TEST_CASE("everybody sees when a room locks in and ends") {
  auto d = scheduled(whole_day());
  describe(d, start, end);
  CHECK(view(d.state, audience::outsider).part<schedule>() == schedule::view{start, end});
  d.pass_to(start);
  CHECK(view(d.state, audience::outsider).part<schedule>() == schedule::view{std::nullopt, end});
  d.pass_to(end);
  CHECK(view(d.state, audience::outsider).part<schedule>() == schedule::view{});
}

TEST_CASE("a kind says one time of locking in, not two") {
  auto rules = at_start();
  CHECK_FALSE(rules.why_not());
  rules.lock_before_start_s = 60;
  CHECK(rules.why_not());
}

}  // namespace
}  // namespace moim::schedule_cases
