#include "net/io_outlet.hpp"

#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

#include <deque>

namespace moim {
namespace {

struct counted_outlet {
  int wakes = 0;
  io_outlet out{[this] { ++wakes; }};

  void tell() { out.notify(1, user_changed{make::room_number(1), membership::seated}); }
};

TEST_CASE("an I/O thread is woken once for all that comes before it looks") {
  counted_outlet io;
  io.tell();
  io.tell();
  CHECK(io.wakes == 1);
}

TEST_CASE("what an actor's turn gives to an outlet wakes it once, when the turn is over") {
  counted_outlet one;
  counted_outlet other;
  {
    outlet_turn turn;
    one.tell();
    one.tell();
    other.tell();
    CHECK(one.wakes == 0);
  }
  CHECK(one.wakes == 1);
  CHECK(other.wakes == 1);
  {
    outlet_turn turn;
    // It was woken, and has not looked yet.
    one.tell();
  }
  CHECK(one.wakes == 1);
}

TEST_CASE("a turn within another one wakes what it was given itself") {
  counted_outlet one;
  counted_outlet other;
  outlet_turn turn;
  other.tell();
  {
    outlet_turn inner;
    one.tell();
  }
  CHECK(one.wakes == 1);
  CHECK(other.wakes == 0);
}

TEST_CASE("of very many outlets in one turn each is woken") {
  std::deque<counted_outlet> all(40);
  {
    outlet_turn turn;
    for (auto& each : all) each.tell();
  }
  for (const auto& each : all) CHECK(each.wakes == 1);
}

}  // namespace
}  // namespace moim
