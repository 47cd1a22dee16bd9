#include "sim/checks/follower.hpp"

#include "domain/declare/resume_token.hpp"

#include <catch2/catch.hpp>

namespace moim::follower_cases {

using namespace moim::sim;

namespace {

const room_id room{1, 1};

std::string token(std::uint64_t version) { return moim::to_text(head{version, 77}); }

room_changed change(std::uint64_t from, std::uint64_t to, std::uint32_t taken, std::vector<std::string> events) {
  room_changed push{room, from, to, token(to), room_phase::open, taken, {}};
  for (auto& each : events) push.changes.push_back({each, std::nullopt, std::nullopt});
  return push;
}

/// A follower of a room of three seats, one taken, at version 5.
struct following {
  follower who{room, {2, 2}};
  verdict found;

  following() {
    room_view snapshot;
    snapshot.room = room;
    snapshot.seats = 3;
    snapshot.taken = 1;
    who.followed({room, false, token(5), snapshot, {}}, found);
    REQUIRE(found.count() == 0);
  }
  std::string broken() const {
    REQUIRE(found.count() >= 1);
    CHECK(found.found()[0].room == room);
    return found.found()[0].promise;
  }
};

}  // namespace

TEST_CASE_METHOD(following, "changes without a gap are the whole story") {
  who.changed(change(6, 7, 2, {"seat_taken"}), found);
  who.changed(change(8, 8, 1, {"seat_left"}), found);
  who.changed(change(9, 9, 1, {}), found);
  CHECK(found.count() == 0);
  CHECK(who.version() == 9);
  CHECK(who.taken() == 1);
}

TEST_CASE_METHOD(following, "a second answer to what was asked twice is no news") {
  who.disconnect();
  who.followed({room, true, token(7), std::nullopt, {change(6, 7, 2, {"seat_taken"})}}, found);
  who.followed({room, true, token(7), std::nullopt, {change(6, 7, 2, {"seat_taken"})}}, found);
  CHECK(found.count() == 0);
  CHECK(who.version() == 7);
  CHECK(who.taken() == 2);
}

TEST_CASE_METHOD(following, "P7: what is missed twice after a disconnect is found") {
  who.changed(change(6, 7, 2, {"seat_taken"}), found);
  who.disconnect();
  who.followed({room, true, token(7), std::nullopt, {change(6, 7, 2, {"seat_taken"})}}, found);
  CHECK(broken() == "P7");
}

TEST_CASE_METHOD(following, "P7: a gap is found") {
  who.changed(change(7, 7, 2, {"seat_taken"}), found);
  CHECK(broken() == "P7");
}

TEST_CASE_METHOD(following, "P7: a change that comes twice is found") {
  who.changed(change(6, 6, 2, {"seat_taken"}), found);
  who.changed(change(6, 6, 2, {"seat_taken"}), found);
  CHECK(broken() == "P7");
}

TEST_CASE_METHOD(following, "P7: an event left out of a change is found") {
  who.changed(change(6, 6, 3, {"seat_taken"}), found);
  CHECK(broken() == "P7");
}

TEST_CASE_METHOD(following, "P7: a part of what was missed, called recovered, is found") {
  who.disconnect();
  who.followed({room, true, token(9), std::nullopt, {change(6, 8, 2, {"seat_taken"})}}, found);
  CHECK(broken() == "P7");
}

TEST_CASE_METHOD(following, "all that was missed, in order, is an honest resume") {
  who.disconnect();
  who.followed({room, true, token(9), std::nullopt, {change(6, 9, 3, {"seat_taken", "seat_taken"})}}, found);
  CHECK(found.count() == 0);
  CHECK(who.resets() == 0);
}

TEST_CASE_METHOD(following, "a snapshot instead of what was missed is honest, and counted") {
  who.disconnect();
  room_view snapshot;
  snapshot.seats = 3;
  snapshot.taken = 3;
  who.followed({room, false, token(400), snapshot, {}}, found);
  CHECK(found.count() == 0);
  CHECK(who.resets() == 1);
  CHECK(who.taken() == 3);
}

TEST_CASE_METHOD(following, "P7: neither recovered nor a snapshot is found") {
  who.disconnect();
  who.followed({room, false, token(400), std::nullopt, {}}, found);
  CHECK(broken() == "P7");
}

TEST_CASE_METHOD(following, "P7: a push before the resume is answered is found") {
  who.disconnect();
  who.changed(change(6, 6, 2, {"seat_taken"}), found);
  CHECK(broken() == "P7");
}

TEST_CASE_METHOD(following, "P1: more seats taken than there are is found in a push") {
  who.changed(change(6, 6, 4, {"seat_taken", "seat_taken", "seat_taken"}), found);
  CHECK(broken() == "P1");
}

TEST_CASE_METHOD(following, "P7: a follower who ends elsewhere than the room is found") {
  room_view last;
  last.room = room;
  last.taken = 2;
  who.see_last(last, found);
  CHECK(broken() == "P7");
}

TEST_CASE_METHOD(following, "a room that gets more seats may have more people, and one that is forgotten has none") {
  auto resized = change(6, 6, 4, {"room_resized", "seat_taken", "seat_taken", "seat_taken"});
  resized.changes[0].seats = 4;
  who.changed(resized, found);
  auto over = change(7, 7, 4, {"room_locked", "room_ended"});
  over.phase = room_phase::ended;
  who.changed(over, found);
  auto forgotten = change(8, 8, 0, {"room_forgotten"});
  forgotten.phase = room_phase::ended;
  who.changed(forgotten, found);
  CHECK(found.count() == 0);
}

}  // namespace moim::follower_cases
