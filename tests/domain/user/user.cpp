#include "domain/user/user.hpp"

#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

using namespace moim;

namespace {

struct log_of_user {
  user state;
  time_ms now = make::noon_ms;

  std::size_t note(std::uint64_t room, std::uint64_t effect, membership what) {
    auto decided = decide(state, note_membership{make::room_number(room), effect, what}, {}, now);
    REQUIRE(decided);
    for (const auto& event : decided->events) apply(state, event, {1, now});
    return decided->events.size();
  }
  std::vector<room_id> rooms() {
    return std::get<user_rooms>(decide(state, read_user{}, {make::user(1)}, now)->answer).rooms;
  }
};

}  // namespace

TEST_CASE("a person's rooms follow the rooms' effects") {
  log_of_user d;
  CHECK(d.note(1, 1, membership::seated) == 1);
  CHECK(d.note(2, 5, membership::seated) == 1);
  CHECK(d.rooms() == std::vector{make::room_number(1), make::room_number(2)});
  CHECK(d.note(1, 2, membership::left) == 1);
  CHECK(d.rooms() == std::vector{make::room_number(2)});
}

TEST_CASE("an effect that comes twice or late changes nothing") {
  log_of_user d;
  CHECK(d.note(1, 3, membership::left) == 1);
  CHECK(d.note(1, 2, membership::seated) == 0);
  CHECK(d.note(1, 3, membership::left) == 0);
  CHECK(d.rooms().empty());
}

TEST_CASE("words that ride in may land in any order: the newest counts") {
  log_of_user d;
  std::vector<std::pair<std::uint64_t, membership>> words{{3, membership::left}, {2, membership::seated}};
  for (auto [number, what] : words)
    for (const auto& event : rider_of(make::room_number(1), number, {what})) apply(d.state, event, {1, d.now});
  CHECK(d.rooms().empty());
  auto newer = std::get<membership_noted>(rider_of(make::room_number(1), 3, {membership::left}).at(0));
  auto older = std::get<membership_noted>(rider_of(make::room_number(1), 2, {membership::seated}).at(0));
  CHECK(is_newest(d.state, newer));
  CHECK_FALSE(is_newest(d.state, older));
}

TEST_CASE("what a person's log knows is bounded, and seats are forgotten last") {
  log_of_user d;
  d.note(1, 1, membership::seated);
  for (std::uint64_t i = 2; i < max_known_rooms + 100; ++i) {
    d.now += 1;
    d.note(i, 1, membership::left);
  }
  CHECK(d.state.rooms.size() <= max_known_rooms);
  CHECK(d.state.rooms.size() >= max_known_rooms * 7 / 8 - 1);
  CHECK(d.rooms() == std::vector{make::room_number(1)});
}
