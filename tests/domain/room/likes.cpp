#include "tests/domain/room/driver.hpp"

namespace moim::likes_cases {
namespace {

using room_test::driver;
using room_test::kind_with;

/// Person 1 hosts; a few seats, an hour.
driver liked_room(std::uint32_t max_kept = 1'000) {
  driver d;
  auto of = kind_with<likes, moderation>(3'600);
  of.facets->part<likes>()->max_kept = max_kept;
  d.open(4, std::move(of));
  return d;
}

like_count told(const result<room_answer>& answer) {
  REQUIRE(answer);
  return std::get<like_count>(*answer);
}

TEST_CASE("whoever likes a room counts once, and may take it back") {
  auto d = liked_room();
  CHECK(told(d.by(9, count_likes{})) == like_count{0, false});
  CHECK(told(d.by(9, like_room{})) == like_count{1, true});
  CHECK(told(d.by(3, like_room{})) == like_count{2, true});
  d.happened.clear();
  CHECK(told(d.by(9, like_room{})) == like_count{2, true});
  CHECK(d.count<liked>() == 0);
  CHECK(told(d.by(5, count_likes{})) == like_count{2, false});
  CHECK(told(d.by(9, count_likes{})) == like_count{2, true});
  CHECK(view(d.state, audience::outsider).part<likes>() == likes::view{2});
  CHECK(told(d.by(9, unlike_room{})) == like_count{1, false});
  d.happened.clear();
  CHECK(told(d.by(9, unlike_room{})) == like_count{1, false});
  CHECK(d.count<unliked>() == 0);
  CHECK(d.state.get<likes>().people == shared_list<user_id>{make::user(3)});
}

TEST_CASE("those who like a room are kept in order, whoever comes first") {
  auto d = liked_room();
  for (std::uint64_t n : {5, 2, 9, 1, 7}) d.by(n, like_room{});
  const auto& people = d.state.get<likes>().people;
  CHECK(std::is_sorted(people.begin(), people.end()));
  CHECK(people.size() == 5);
}

TEST_CASE("a request to like that is sent again is answered as it was, though others came since") {
  auto d = liked_room();
  auto key = make::by(9, 77);
  REQUIRE(told(d.ask(like_room{d.state.id}, key)) == like_count{1, true});
  REQUIRE(d.by(8, like_room{}));
  REQUIRE(d.by(9, unlike_room{}));
  CHECK(told(d.ask(like_room{d.state.id}, key)) == like_count{1, true});
  CHECK(told(d.by(9, count_likes{})) == like_count{1, false});
}

TEST_CASE("a room keeps so many likes, and one that is taken back makes room") {
  auto d = liked_room(2);
  for (std::uint64_t n : {5, 6}) REQUIRE(d.by(n, like_room{}));
  CHECK(d.refused(7, like_room{}) == errc::too_many_likes);
  CHECK(d.by(5, like_room{}));
  REQUIRE(d.by(5, unlike_room{}));
  CHECK(d.by(7, like_room{}));
}

TEST_CASE("who is kept away does not like the room, and may still take a like back") {
  auto d = liked_room();
  REQUIRE(d.by(9, like_room{}));
  for (std::uint64_t n : {8, 9}) REQUIRE(d.by(1, ban_person{}, n));
  CHECK(d.refused(8, like_room{}) == errc::banned);
  CHECK(told(d.by(9, unlike_room{})) == like_count{0, false});
  CHECK(d.refused(9, like_room{}) == errc::banned);
  REQUIRE(d.by(1, unban_person{}, 9));
  CHECK(d.by(9, like_room{}));
}

TEST_CASE("a room that is over takes no likes, one that is locked in does") {
  auto d = liked_room();
  REQUIRE(d.by(9, like_room{}));
  SECTION("locked in") {
    REQUIRE(d.by(1, lock_room{}));
    CHECK(d.by(8, like_room{}));
    return;
  }
  SECTION("cancelled") {
    REQUIRE(d.by(1, cancel_room{}));
    CHECK(d.refused(8, like_room{}) == errc::room_cancelled);
  }
  SECTION("its time is over, and its wake-up on its way") {
    d.now += 3'600 * second_ms;
    CHECK(d.refused(8, like_room{}) == errc::room_closed);
  }
  CHECK(told(d.by(9, like_room{})) == like_count{1, true});
  CHECK(told(d.by(9, unlike_room{})) == like_count{0, false});
}

TEST_CASE("rooms of a kind without the table have no likes") {
  driver d;
  d.open(4, make::meal());
  CHECK(d.refused(1, like_room{}) == errc::not_offered);
  CHECK(d.refused(1, unlike_room{}) == errc::not_offered);
  CHECK(d.refused(1, count_likes{}) == errc::not_offered);
  CHECK_FALSE(view(d.state, audience::member).part<likes>());
}

TEST_CASE("followers see that somebody likes the room, and not who") {
  auto seen = project(room_event{liked{make::user(2)}}, roster::everyone, audience::member);
  CHECK(*seen == room_change{"liked", {}, {}});
  CHECK(*project(room_event{unliked{make::user(2)}}, roster::members, audience::outsider) ==
        room_change{"unliked", {}, {}});
}

}  // namespace
}  // namespace moim::likes_cases
