#include "domain/room/seats.hpp"

#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

using namespace moim;

TEST_CASE("events that contradict each other do no worse than be wrong") {
  seats state{2};
  apply(state, seat_left{make::user(1)});
  apply(state, seat_taken{make::user(1), 1});
  apply(state, seat_taken{make::user(2), 1});
  apply(state, seat_taken{make::user(3), 0});
  CHECK(state.taken() == 1);
  CHECK(state.seat_of(make::user(2)) == 1);
  apply(state, seat_left{make::user(2)});
  CHECK(state.first_free() == 1);
}
