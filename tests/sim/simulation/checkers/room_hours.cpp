#include "sim/simulation/checkers/room_hours.hpp"

#include <catch2/catch.hpp>

namespace moim::room_hours_cases {
namespace {

using sim::hours_of;
using sim::missed_hour;
using sim::room_story;

constexpr time_ms start = 1'000'000;
constexpr time_ms end = 2'000'000;

room_story scheduled() {
  room_story story;
  auto& rules = story.kind.facets.emplace().part<schedule>().emplace();
  rules.lock_before_start_s = 10;
  rules.end_at_end = true;
  story.capacity = 4;
  story.starts_at = start;
  story.ends_at = end;
  return story;
}

TEST_CASE("a room's hours are those of its kind and its description") {
  auto story = scheduled();
  CHECK(hours_of(story).locks_at == start - 10'000);
  CHECK(hours_of(story).ends_at == end);
  story.starts_at = end + 60'000;
  CHECK(hours_of(story).locks_at == end);
  story.starts_at.reset();
  story.ends_at.reset();
  CHECK_FALSE(hours_of(story).locks_at);
  CHECK_FALSE(hours_of(room_story{}).ends_at);
}

TEST_CASE("a commit that passes over an hour is amiss; one that only fences is not") {
  auto story = scheduled();
  auto hours = hours_of(story);
  CHECK(missed_hour(hours, story, start, {seat_left{}}));
  CHECK_FALSE(missed_hour(hours, story, start, {fenced{}}));
  CHECK_FALSE(missed_hour(hours, story, start - 10'001, {seat_left{}}));
  story.phase = room_phase::locked;
  CHECK_FALSE(missed_hour(hours, story, start, {room_locked{}}));
  CHECK(missed_hour(hours, story, end, {seat_left{}}));
}

TEST_CASE("what nobody asked for comes at its hour, and not before") {
  auto story = scheduled();
  auto hours = hours_of(story);
  story.phase = room_phase::locked;
  CHECK(missed_hour(hours, story, start - 10'001, {room_locked{}}));
  CHECK_FALSE(missed_hour(hours, story, start - 10'001, {room_locked{}, request_answered{}}));
  story.phase = room_phase::ended;
  CHECK(missed_hour(hours, story, end - 1, {room_ended{}}));
  CHECK_FALSE(missed_hour(hours, story, end, {room_ended{}}));
}

}  // namespace
}  // namespace moim::room_hours_cases
