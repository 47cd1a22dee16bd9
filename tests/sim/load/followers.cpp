#include "sim/load/people/followers.hpp"

#include "domain/declare/resume_token.hpp"

#include <catch2/catch.hpp>

using namespace moim;
using namespace moim::load;

namespace {

room_id room_named(std::uint64_t n) { return {1, n}; }

room_followed snapshot_of(const room_id& room) {
  room_view view;
  view.room = room;
  view.seats = 5;
  return {room, false, moim::to_text(head{1, 9}), view, {}};
}

}  // namespace

TEST_CASE("everything that is followed is resumed with its token, in as many calls as it takes") {
  sim::verdict found;
  load::followers people{1, found};
  constexpr std::size_t rooms = max_resume + 3;
  for (std::uint64_t n = 0; n < rooms; ++n) {
    people.begin(0, {2, 2}, room_named(n));
    people.followed(0, snapshot_of(room_named(n)));
  }
  people.begin(0, {2, 2}, room_named(999));  // not answered yet: it has no token
  people.disconnected(0);
  auto calls = people.resume(0);
  // One resume at a time is all that a session takes: the rest room by room.
  REQUIRE(calls.size() == 1 + 3);
  std::size_t named = 0;
  for (const auto& call : calls) {
    auto* many = std::get_if<resume_session>(&call);
    auto followed = many ? many->rooms : std::vector{std::get<subscribe_room>(call)};
    for (const auto& each : followed) CHECK(each.token == moim::to_text(head{1, 9}));
    named += followed.size();
  }
  CHECK(named == rooms);
  CHECK(found.count() == 0);
}

TEST_CASE("a room that is refused for now is followed again; one that is refused for good breaks P7") {
  sim::verdict found;
  load::followers people{1, found};
  people.begin(0, {2, 2}, room_named(1));
  people.followed(0, snapshot_of(room_named(1)));
  people.disconnected(0);
  auto again = people.resumed(0, {{}, {{room_named(1), "overloaded"}}});
  REQUIRE(again.size() == 1);
  CHECK(std::get<subscribe_room>(again[0]).token == moim::to_text(head{1, 9}));
  CHECK(found.count() == 0);
  people.resumed(0, {{}, {{room_named(1), "room_not_found"}}});
  REQUIRE(found.count() == 1);
  CHECK(found.found()[0].promise == "P7");
}

TEST_CASE("a push to one who does not follow the room breaks P7") {
  sim::verdict found;
  load::followers people{2, found};
  people.begin(0, {2, 2}, room_named(1));
  people.pushed(1, room_changed{room_named(1), 1, 1, {}, {}, 0, {}});
  CHECK(found.count() == 1);
}

TEST_CASE("followers have caught up when all of them are where the room is") {
  sim::verdict found;
  load::followers people{1, found};
  people.begin(0, {2, 2}, room_named(1));
  people.followed(0, snapshot_of(room_named(1)));
  room_view room;
  room.room = room_named(1);
  CHECK(people.has_caught_up(room));
  room.taken = 1;
  CHECK_FALSE(people.has_caught_up(room));
}
