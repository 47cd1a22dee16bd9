#include "sim/load/run/pacer.hpp"

#include <catch2/catch.hpp>

using namespace moim::load;

TEST_CASE("a closed loop gives everybody as many turns as they may have unanswered, and no more") {
  auto paced = pacer::closed(3, 2, 100);
  std::vector<int> turns(3);
  while (auto turn = paced.next(0)) ++turns[turn->who];
  CHECK(turns == std::vector<int>{2, 2, 2});
  paced.finished(1);
  REQUIRE(paced.next(0)->who == 1);
  CHECK_FALSE(paced.next(0));
}

TEST_CASE("a closed loop never has more turns under way than all together may") {
  auto paced = pacer::closed(10, 4, 7);
  int turns = 0;
  while (paced.next(0)) ++turns;
  CHECK(turns == 7);
}

TEST_CASE("who has retired gets no further turn, and when all have the loop is dry") {
  auto paced = pacer::closed(2, 1, 10);
  for (int i = 0; i < 2; ++i) {
    auto turn = paced.next(0);
    REQUIRE(turn);
    CHECK_FALSE(paced.is_dry());
    paced.retire(turn->who);
    paced.finished(turn->who);
  }
  CHECK(paced.is_dry());
  CHECK_FALSE(paced.next(0));
}

TEST_CASE("an open loop's arrivals come at their rate, whether or not anything is finished") {
  auto paced = pacer::open(100, 1'000, 0, 42);
  int arrivals = 0;
  std::int64_t last = 0;
  while (auto turn = paced.next(100'000'000'000)) {
    CHECK(turn->due_ns >= last);
    last = turn->due_ns;
    ++arrivals;
  }
  // 100,000 expected; five standard deviations of a Poisson process are 1,581.
  CHECK(arrivals == Approx(100'000).margin(1'581));
}

TEST_CASE("a late turn of an open loop still says when it was due") {
  auto paced = pacer::open(1, 1'000, 0, 1);
  auto due = paced.next_due_ns();
  REQUIRE(due);
  CHECK_FALSE(paced.next(*due - 1));
  auto turn = paced.next(*due + 1'000'000'000);
  REQUIRE(turn);
  CHECK(turn->due_ns == *due);
}

TEST_CASE("the same seed gives the same arrivals") {
  auto first = pacer::open(50, 500, 0, 9), second = pacer::open(50, 500, 0, 9);
  for (int i = 0; i < 1'000; ++i) {
    auto one = first.next(1'000'000'000'000), other = second.next(1'000'000'000'000);
    REQUIRE(one->who == other->who);
    REQUIRE(one->due_ns == other->due_ns);
  }
}
