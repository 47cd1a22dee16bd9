#include "sim/checks/linearizability.hpp"

#include "tests/sim/checks/story.hpp"

#include <catch2/catch.hpp>

namespace moim::sim::test {
namespace {

constexpr auto join = room_call::join;
constexpr auto leave = room_call::leave;

}  // namespace

TEST_CASE("people who come and go one after the other have an order") {
  story told{2, true};
  told.joins(2, 2);
  told.is_refused(told.asks(3, join), errc::room_full);
  told.leaves(2);
  told.joins(3, 2);
  told.is_refused(told.asks(3, join), errc::already_member);
  told.is_refused(told.asks(1, leave), errc::host_cannot_leave);
  told.reads(3, 2, 2);
  CHECK(told.is() == linearizable::yes);
}

TEST_CASE("answers that overlap may have come about in any order") {
  story told{2};
  auto slow = told.asks(2, join);
  auto quick = told.asks(3, join);
  told.gets_seat(slow, 2);
  told.gets_seat(quick, 1);
  CHECK(told.is() == linearizable::yes);

  SECTION("but not in the one that contradicts who was answered before who asked") {
    auto late = told.asks(4, join);
    told.leaves(3);
    told.gets_seat(late, 2);
    CHECK(told.is() == linearizable::no);
  }
}

TEST_CASE("an acknowledged seat that is lost has no order") {
  story told{3};
  told.joins(2, 1);
  told.joins(3, 1);
  auto found = told.order();
  CHECK(found.is == linearizable::no);
  CHECK(found.why.find("nothing explains [5–6] " + to_text(person(3)) + " join: seat 1") == 0);
  CHECK(found.why.find("may have been open, 1 of 3 seats taken, 1: " + to_text(person(2))) != std::string::npos);
}

TEST_CASE("a seat that is given to two who ask at once has no order") {
  story told{3};
  auto one = told.asks(2, join);
  auto other = told.asks(3, join);
  told.gets_seat(one, 1);
  told.gets_seat(other, 1);
  CHECK(told.is() == linearizable::no);
}

TEST_CASE("a read that misses a join acknowledged before it has no order") {
  story told{3};
  told.joins(2, 1);
  told.reads(3, 3, 0);
  CHECK(told.is() == linearizable::no);
}

TEST_CASE("a read that was under way during a join may miss it") {
  story told{3};
  auto read = told.asks(3, room_call::read);
  told.joins(2, 1);
  told.sees(read, room_phase::open, 3, std::nullopt, 0);
  CHECK(told.is() == linearizable::yes);
}

TEST_CASE("a read that shows other members in as many seats has no order") {
  story told{3};
  told.joins(2, 1);
  auto read = told.asks(3, room_call::read);
  SECTION("somebody else") { told.sees(read, room_phase::open, 3, {{{person(3), 1}}}, 1); }
  SECTION("another seat") { told.sees(read, room_phase::open, 3, {{{person(2), 2}}}, 1); }
  SECTION("fewer than are taken") { told.sees(read, room_phase::open, 3, std::vector<member_view>{}, 1); }
  CHECK(told.is() == linearizable::no);
}

TEST_CASE("room_full has no order while a seat was free for the whole time of the request") {
  story told{2};
  told.joins(2, 1);
  auto refused = told.asks(3, join);
  SECTION("nobody else asked") {
    told.is_refused(refused, errc::room_full);
    CHECK(told.is() == linearizable::no);
  }
  SECTION("somebody else asked, and may have had the seat for a moment") {
    told.joins(4, 2);
    told.leaves(4);
    told.is_refused(refused, errc::room_full);
    CHECK(told.is() == linearizable::yes);
  }
}

TEST_CASE("a join of unknown outcome may have been done, later than others that were asked after it") {
  story told{2};
  told.asks(2, join);
  told.joins(3, 1);
  SECTION("it was, by what is seen") { told.is_refused(told.asks(4, join), errc::room_full); }
  SECTION("it was not, by what is seen") { told.joins(4, 2); }
  SECTION("it was not, and then it was") {
    told.reads(3, 2, 1);
    told.reads(3, 2, 2);
  }
  CHECK(told.is() == linearizable::yes);
}

TEST_CASE("a join of unknown outcome that was seen done cannot be undone by itself") {
  story told{2};
  told.asks(2, join);
  told.reads(3, 2, 1);
  told.reads(3, 2, 0);
  CHECK(told.is() == linearizable::no);
}

TEST_CASE("what was refused is not done afterwards, unless another copy of it was sent") {
  story told{2};
  told.joins(3, 1);
  told.joins(4, 2);
  auto refused = told.asks(2, join);
  bool copies = GENERATE(false, true);
  told.seen.refused(refused, errc::room_full, copies, told.now);
  told.leaves(3);
  told.is_refused(told.asks(5, join), errc::room_full);
  CHECK(told.is() == (copies ? linearizable::yes : linearizable::no));
}

TEST_CASE("a lock is the host's, and final for all who ask after it") {
  story told{3};
  told.is_done(told.asks(1, room_call::lock));
  SECTION("a join is refused") {
    told.is_refused(told.asks(2, join), errc::room_locked);
    told.is_done(told.asks(1, room_call::cancel));
    told.reads(2, 3, 0, room_phase::cancelled);
    CHECK(told.is() == linearizable::yes);
  }
  SECTION("a join is not done") {
    told.joins(2, 1);
    CHECK(told.is() == linearizable::no);
  }
  SECTION("nobody else may cancel") {
    told.is_done(told.asks(2, room_call::cancel));
    CHECK(told.is() == linearizable::no);
  }
}

TEST_CASE("a room closes by itself once its time has come, and not before") {
  story told{3, false, 5'000};
  bool in_time = GENERATE(false, true);
  told.now = in_time ? 5'000 : 4'999;
  told.is_refused(told.asks(2, join), errc::room_closed);
  told.reads(2, 3, 0, room_phase::open);
  told.reads(2, 3, 0, room_phase::closed);
  CHECK(told.is() == (in_time ? linearizable::yes : linearizable::no));
}

TEST_CASE("a room that shows as closed is not open again") {
  story told{3, false, 5'000};
  told.now = 6'000;
  told.reads(2, 3, 0, room_phase::closed);
  told.joins(2, 1);
  CHECK(told.is() == linearizable::no);
}

TEST_CASE("a room of which more was asked than is kept is said to be cut short") {
  auto max = GENERATE(history::limits{3, 100}, history::limits{100, 3});
  history seen{max};
  room_id room{1, 1};
  seen.opened(room, person(1), seen.now_event(), 2, false, std::nullopt, 0);
  for (int i = 0; i < 3; ++i) seen.refused(seen.invoked(room, person(2), leave, 0), errc::not_member, false, 0);
  CHECK(seen.rooms().front().cut_short);
  CHECK(seen.rooms().front().operations.empty());
}

TEST_CASE("sixty joins of unknown outcome cost little while nothing depends on which of them were done") {
  story told{40};
  for (std::uint64_t who = 100; who < 160; ++who) told.asks(who, join);
  std::uint32_t taken = 0;
  for (std::uint64_t who = 2; who < 200; ++who) {
    if (who % 20 == 0) told.reads(2, 40, taken += 3);
    told.joins(1'000 + who, taken + 1);
    told.leaves(1'000 + who);
  }
  auto found = told.order();
  CHECK(found.is == linearizable::yes);
  CHECK(found.steps < 20'000);
}

TEST_CASE("a search that is too long is given up and says so") {
  story told{40};
  for (std::uint64_t who = 100; who < 160; ++who) {
    told.asks(who, join);
    told.asks(who, leave);
  }
  told.reads(2, 40, 20);
  told.reads(2, 41, 20);
  told.max_steps = 5'000;
  CHECK(told.is() == linearizable::undecided);
}

}  // namespace moim::sim::test
