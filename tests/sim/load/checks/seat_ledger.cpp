#include "sim/load/checks/seat_ledger.hpp"

#include <catch2/catch.hpp>

using namespace moim;
using namespace moim::load;

namespace {

const room_id room{1, 1};
const user_id host{2, 1}, ann{2, 2}, bob{2, 3};

const outcome full = tl::unexpected{error{errc::room_full}};
outcome seat(std::uint32_t number) { return room_outcome{seat_given{number}}; }
const outcome fine = room_outcome{done{}};
outcome refused(errc code) { return tl::unexpected{error{code}}; }

/// A room of three seats whose host sits in the first, and what was found wrong with it.
struct books {
  seat_ledger ledger{room, 3, host, true};
  verdict found;

  void does(const user_id& who, operation what, const outcome& answer) {
    ledger.ask(who, what);
    ledger.settle(who, what, answer, found);
  }
  static room_view shows(std::vector<member_view> members) {
    room_view view;
    view.room = room;
    view.seats = 3;
    view.taken = static_cast<std::uint32_t>(members.size());
    view.members = std::move(members);
    return view;
  }
  /// The one promise that was found broken.
  promise broken() const {
    REQUIRE(found.count == 1);
    CHECK(found.found[0].room == room);
    return found.found[0].broken;
  }
};

}  // namespace

TEST_CASE_METHOD(books, "an honest history breaks no promise") {
  does(ann, operation::join, seat(2));
  does(bob, operation::join, seat(3));
  does({2, 4}, operation::join, full);
  does(ann, operation::leave, fine);
  does({2, 4}, operation::join, seat(2));
  does(host, operation::lock, fine);
  does(bob, operation::leave, refused(errc::room_locked));
  auto last = shows({{host, 1}, {bob, 3}, {{2, 4}, 2}});
  last.phase = room_phase::locked;
  ledger.see_last(last, found);
  CHECK(found.count == 0);
  CHECK(ledger.surely_in() == 3);
}

TEST_CASE_METHOD(books, "P1: one seat given to two people is found") {
  does(ann, operation::join, seat(2));
  does(bob, operation::join, seat(2));
  CHECK(broken() == promise::seats);
}

TEST_CASE_METHOD(books, "a seat may be another's as soon as its owner has asked to leave") {
  does(ann, operation::join, seat(2));
  ledger.ask(ann, operation::leave);
  does(bob, operation::join, seat(2));
  CHECK(found.count == 0);
}

TEST_CASE_METHOD(books, "P1: a seat that the room does not have is found") {
  does(ann, operation::join, seat(4));
  CHECK(broken() == promise::seats);
}

TEST_CASE_METHOD(books, "P1: more members than seats are found in any view") {
  ledger.see(shows({{host, 1}, {ann, 2}, {bob, 3}, {{2, 4}, 3}}), found);
  REQUIRE(found.count >= 1);
  CHECK(found.found[0].broken == promise::seats);
  CHECK(found.found[0].seen.find("4 seats are taken of 3") != std::string::npos);
}

TEST_CASE_METHOD(books, "P1: a full room with free seats that nobody left is found") {
  does(ann, operation::join, full);
  ledger.see_last(shows({{host, 1}}), found);
  CHECK(broken() == promise::seats);
}

TEST_CASE_METHOD(books, "P2: a member who was told a seat and is not there is found") {
  does(ann, operation::join, seat(2));
  ledger.see_last(shows({{host, 1}}), found);
  CHECK(broken() == promise::durable);
}

TEST_CASE_METHOD(books, "P2: a member who sits in another seat than was told is found") {
  does(ann, operation::join, seat(2));
  ledger.see_last(shows({{host, 1}, {ann, 3}}), found);
  CHECK(broken() == promise::durable);
}

TEST_CASE_METHOD(books, "P2: who was told to have left and is there is found") {
  does(ann, operation::join, seat(2));
  does(ann, operation::leave, fine);
  ledger.see_last(shows({{host, 1}, {ann, 2}}), found);
  CHECK(broken() == promise::durable);
}

TEST_CASE_METHOD(books, "P2: leaving a seat that was given is not refused as not_member") {
  does(ann, operation::join, seat(2));
  does(ann, operation::leave, refused(errc::not_member));
  CHECK(broken() == promise::durable);
}

TEST_CASE_METHOD(books, "P2: a lock that was acknowledged and is not there is found") {
  does(host, operation::lock, fine);
  ledger.see_last(shows({{host, 1}}), found);
  CHECK(broken() == promise::durable);
}

TEST_CASE_METHOD(books, "P2: a room that was acknowledged and is not found is found out") {
  does(ann, operation::join, refused(errc::room_not_found));
  CHECK(broken() == promise::durable);
}

TEST_CASE_METHOD(books, "P3: a member who was only ever refused is found") {
  does(ann, operation::join, refused(errc::room_locked));
  ledger.see_last(shows({{host, 1}, {ann, 2}}), found);
  CHECK(broken() == promise::exactly_once);
}

TEST_CASE_METHOD(books, "P3: a member who never asked is found") {
  ledger.see_last(shows({{host, 1}, {bob, 2}}), found);
  CHECK(broken() == promise::exactly_once);
}

TEST_CASE_METHOD(books, "P3: a first join refused as already_member is found") {
  does(ann, operation::join, refused(errc::already_member));
  CHECK(broken() == promise::exactly_once);
}

TEST_CASE_METHOD(books, "P3: a room that is cancelled though nobody asked is found") {
  auto last = shows({{host, 1}});
  last.phase = room_phase::cancelled;
  ledger.see_last(last, found);
  CHECK(broken() == promise::exactly_once);
}

TEST_CASE_METHOD(books, "who never got an outcome may be there or not") {
  ledger.ask(ann, operation::join);
  ledger.give_up(ann, operation::join);
  ledger.see_last(shows({{host, 1}}), found);
  ledger.see_last(shows({{host, 1}, {ann, 2}}), found);
  CHECK(found.count == 0);
}

TEST_CASE_METHOD(books, "who has several requests under way may end either way, and not in a seat that is none") {
  for (auto what : {operation::join, operation::leave, operation::join}) ledger.ask(ann, what);
  ledger.settle(ann, operation::join, seat(2), found);
  ledger.settle(ann, operation::leave, fine, found);
  ledger.see_last(shows({{host, 1}}), found);
  ledger.see_last(shows({{host, 1}, {ann, 2}}), found);
  CHECK(found.count == 0);
  ledger.settle(ann, operation::join, seat(4), found);
  CHECK(broken() == promise::seats);
}
