#include "domain/room/seats/seat_index.hpp"

#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace moim;

TEST_CASE("an empty index finds nobody and forgets nobody") {
  seat_index index;
  CHECK(index.find({}, make::user(1)) == 0);
  index.erase({}, make::user(1));
  CHECK(index.size() == 0);
}

TEST_CASE("an index of seats says what a map says, whoever comes and goes") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    seat_index index;
    seat_index::list by_seat(64 * seed);
    std::map<user_id, std::uint32_t> expected;
    auto random = [state = seed]() mutable { return mix64(state += 0x9e3779b97f4a7c15ULL); };
    for (int step = 0; step < 3'000; ++step) {
      auto user = make::user(1 + random() % (2 * by_seat.size()));
      auto seat = static_cast<std::uint32_t>(random() % by_seat.size());
      if (auto sits = expected.find(user); sits != expected.end()) {
        index.erase(by_seat, user);
        by_seat[sits->second - 1] = {};
        expected.erase(sits);
      } else if (!by_seat[seat]) {
        by_seat[seat] = user;
        index.put(by_seat, seat + 1);
        expected[user] = seat + 1;
      }
      INFO("seed " << seed << ", step " << step);
      auto sits = expected.find(user);
      REQUIRE(index.find(by_seat, user) == (sits == expected.end() ? 0 : sits->second));
      REQUIRE(index.size() == expected.size());
    }
    for (const auto& [user, seat] : expected) REQUIRE(index.find(by_seat, user) == seat);
  }
}

TEST_CASE("a person who is put into another seat has only that one in the index") {
  seat_index index;
  seat_index::list by_seat{make::user(1), make::user(1)};
  index.put(by_seat, 1);
  index.put(by_seat, 2);
  CHECK(index.find(by_seat, make::user(1)) == 2);
  CHECK(index.size() == 1);
}
