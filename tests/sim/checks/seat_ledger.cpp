#include "sim/checks/seat_ledger.hpp"

#include <catch2/catch.hpp>

namespace moim::seat_ledger_cases {

using namespace moim::sim;

namespace {

const room_id room{1, 1};
const user_id host{2, 1}, ann{2, 2}, bob{2, 3};

const heard_outcome full = tl::unexpected{error{errc::room_full}};
heard_outcome seat(std::uint32_t number) { return room_outcome{seat_given{number}}; }
const heard_outcome fine = room_outcome{done{}};
heard_outcome refused(errc code) { return tl::unexpected{error{code}}; }

/// A room of three seats whose host sits in the first, and what was found wrong with it.
struct books {
  seat_ledger ledger{room, 3, host, true};
  verdict found;

  void does(const user_id& who, room_call what, const heard_outcome& answer) {
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
  std::string broken() const {
    REQUIRE(found.count() == 1);
    CHECK(found.found()[0].room == room);
    return found.found()[0].promise;
  }
};

}  // namespace

TEST_CASE_METHOD(books, "an honest history breaks no promise") {
  does(ann, room_call::join, seat(2));
  does(bob, room_call::join, seat(3));
  does({2, 4}, room_call::join, full);
  does(ann, room_call::leave, fine);
  does({2, 4}, room_call::join, seat(2));
  does(host, room_call::lock, fine);
  does(bob, room_call::leave, refused(errc::room_locked));
  auto last = shows({{host, 1}, {bob, 3}, {{2, 4}, 2}});
  last.phase = room_phase::locked;
  ledger.see_last(last, found);
  CHECK(found.count() == 0);
  CHECK(ledger.surely_in() == 3);
}

TEST_CASE_METHOD(books, "P1: one seat given to two people is found") {
  does(ann, room_call::join, seat(2));
  does(bob, room_call::join, seat(2));
  CHECK(broken() == "P1");
}

TEST_CASE_METHOD(books, "a seat may be another's as soon as its owner has asked to leave") {
  does(ann, room_call::join, seat(2));
  ledger.ask(ann, room_call::leave);
  does(bob, room_call::join, seat(2));
  CHECK(found.count() == 0);
}

TEST_CASE_METHOD(books, "P1: a seat that the room does not have is found") {
  does(ann, room_call::join, seat(4));
  CHECK(broken() == "P1");
}

TEST_CASE_METHOD(books, "P1: more members than seats are found in any view") {
  ledger.see(shows({{host, 1}, {ann, 2}, {bob, 3}, {{2, 4}, 3}}), found);
  REQUIRE(found.count() >= 1);
  CHECK(found.found()[0].promise == "P1");
  CHECK(found.found()[0].what.find("4 seats are taken of 3") != std::string::npos);
}

TEST_CASE_METHOD(books, "P1: a part of a hall's members is no violation, another number of them is") {
  seat_ledger hall{room, 600, host, true};
  auto part = shows({});
  part.seats = 600;
  part.taken = 501;
  for (std::uint32_t n = 1; n <= 500; ++n) part.members->push_back({{2, n}, n});
  hall.see(part, found);
  CHECK(found.count() == 0);
  part.members->pop_back();
  hall.see(part, found);
  CHECK(broken() == "P1");
}

TEST_CASE_METHOD(books, "P1: a full room with free seats that nobody left is found") {
  does(ann, room_call::join, full);
  ledger.see_last(shows({{host, 1}}), found);
  CHECK(broken() == "P1");
}

TEST_CASE_METHOD(books, "P2: a member who was told a seat and is not there is found") {
  does(ann, room_call::join, seat(2));
  ledger.see_last(shows({{host, 1}}), found);
  CHECK(broken() == "P2");
}

TEST_CASE_METHOD(books, "P2: a member who sits in another seat than was told is found") {
  does(ann, room_call::join, seat(2));
  ledger.see_last(shows({{host, 1}, {ann, 3}}), found);
  CHECK(broken() == "P2");
}

TEST_CASE_METHOD(books, "P2: who was told to have left and is there is found") {
  does(ann, room_call::join, seat(2));
  does(ann, room_call::leave, fine);
  ledger.see_last(shows({{host, 1}, {ann, 2}}), found);
  CHECK(broken() == "P2");
}

TEST_CASE_METHOD(books, "P2: leaving a seat that was given is not refused as not_member") {
  does(ann, room_call::join, seat(2));
  does(ann, room_call::leave, refused(errc::not_member));
  CHECK(broken() == "P2");
}

TEST_CASE_METHOD(books, "P2: a lock that was acknowledged and is not there is found") {
  does(host, room_call::lock, fine);
  ledger.see_last(shows({{host, 1}}), found);
  CHECK(broken() == "P2");
}

TEST_CASE_METHOD(books, "P2: a room that was acknowledged and is not found is found out") {
  does(ann, room_call::join, refused(errc::room_not_found));
  CHECK(broken() == "P2");
}

TEST_CASE_METHOD(books, "P3: a member who was only ever refused is found") {
  does(ann, room_call::join, refused(errc::room_locked));
  ledger.see_last(shows({{host, 1}, {ann, 2}}), found);
  CHECK(broken() == "P3");
}

TEST_CASE_METHOD(books, "P3: a member who never asked is found") {
  ledger.see_last(shows({{host, 1}, {bob, 2}}), found);
  CHECK(broken() == "P3");
}

TEST_CASE_METHOD(books, "P3: a first join refused as already_member is found") {
  does(ann, room_call::join, refused(errc::already_member));
  CHECK(broken() == "P3");
}

TEST_CASE_METHOD(books, "P3: a room that is cancelled though nobody asked is found") {
  auto last = shows({{host, 1}});
  last.phase = room_phase::cancelled;
  ledger.see_last(last, found);
  CHECK(broken() == "P3");
}

TEST_CASE_METHOD(books, "who never got an outcome may be there or not") {
  ledger.ask(ann, room_call::join);
  ledger.give_up(ann, room_call::join);
  ledger.see_last(shows({{host, 1}}), found);
  ledger.see_last(shows({{host, 1}, {ann, 2}}), found);
  CHECK(found.count() == 0);
}

TEST_CASE_METHOD(books, "who has several requests under way may end either way, and not in a seat that is none") {
  for (auto what : {room_call::join, room_call::leave, room_call::join}) ledger.ask(ann, what);
  ledger.settle(ann, room_call::join, seat(2), found);
  ledger.settle(ann, room_call::leave, fine, found);
  ledger.see_last(shows({{host, 1}}), found);
  ledger.see_last(shows({{host, 1}, {ann, 2}}), found);
  CHECK(found.count() == 0);
  ledger.settle(ann, room_call::join, seat(4), found);
  CHECK(broken() == "P1");
}

}  // namespace moim::seat_ledger_cases
