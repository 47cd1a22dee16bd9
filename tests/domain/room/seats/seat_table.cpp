#include "domain/room/seats/seat_table.hpp"

#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

using namespace moim;

TEST_CASE("events that contradict each other do no worse than be wrong") {
  seat_table state{2};
  state.remove(make::user(1));
  state.put(make::user(1), 1);
  state.put(make::user(2), 1);
  state.put(make::user(3), 0);
  CHECK(state.taken() == 1);
  CHECK(state.seat_of(make::user(2)) == 1);
  state.keep({make::user(2), 2, 10, seat_way::hold});
  CHECK(state.kept().empty());
  state.remove(make::user(2));
  CHECK(state.first_free() == 1);
}

TEST_CASE("a kept seat is neither taken nor free until somebody sits down in it, or it is given up") {
  seat_table state{3};
  state.put(make::user(1), 1);
  state.keep({make::user(2), 2, 10, seat_way::hold});
  CHECK(state.taken() == 1);
  CHECK(state.seat_of(make::user(2)) == 0);
  CHECK(state.first_free() == 3);
  REQUIRE(state.kept_for(make::user(2)));
  CHECK(state.kept_for(make::user(2))->until == 10);
  CHECK_FALSE(state.kept_for(make::user(1)));
  std::vector<user_id> seen;
  state.for_each_member([&](const user_id& user, std::uint32_t) { seen.push_back(user); });
  CHECK(seen == std::vector{make::user(1)});

  auto confirmed = state;
  confirmed.put(make::user(2), 2);
  CHECK(confirmed.seat_of(make::user(2)) == 2);
  CHECK(confirmed.kept().empty());
  state.remove(make::user(2));
  CHECK(state.first_free() == 2);
  CHECK(state.kept().empty());
}

TEST_CASE("who sits down elsewhere than where a seat is kept for them has one seat") {
  seat_table state{3};
  state.keep({make::user(2), 1, 10, seat_way::hold});
  state.put(make::user(2), 2);
  CHECK(state.seat_of(make::user(2)) == 2);
  CHECK(state.first_free() == 1);
  CHECK(state.taken() == 1);
}

TEST_CASE("all kept seats end at once, and those who sit stay") {
  seat_table state{3};
  state.keep({make::user(2), 1, 10, seat_way::hold});
  state.keep({make::user(3), 2, 10, seat_way::hold});
  state.put(make::user(4), 3);
  CHECK(state.first_free() == 0);
  state.remove_all_kept();
  CHECK(state.kept().empty());
  CHECK(state.seat_of(make::user(4)) == 3);
  CHECK(state.first_free() == 1);
}
