#include "domain/room/room.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

TEST_CASE("a room looks for people so often and no more, and remembers so many of its answers") {
  backfill::state room;
  for (std::uint32_t times = 0; times < max_searches + 3; ++times) {
    end_search(room);
    begin_search(room, 1'000);
  }
  CHECK(room.searches == max_searches);
  CHECK(room.told);
  for (std::uint64_t proposal = 1; proposal <= max_past_backfills + 1; ++proposal)
    remember_answer(room, backfill_answered{proposal, true, {}});
  CHECK(room.answered.size() == max_past_backfills);
  CHECK_FALSE(answer_of(room, 1));
  CHECK(answer_of(room, max_past_backfills + 1) == true);
}

TEST_CASE("the last who left are remembered, so many of them") {
  backfill::state room;
  for (std::uint64_t n = 1; n <= max_leavers + 1; ++n) remember_leaver(room, {1, n});
  CHECK(room.left.size() == max_leavers);
  CHECK(room.left.front() == user_id{1, 2});
}

}  // namespace
}  // namespace moim
