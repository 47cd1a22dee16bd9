#include "net/rate_bound.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

TEST_CASE("after a pause a burst is let through, then so many a second") {
  rate_bound bound{100, 5, 0};
  for (int i = 0; i < 5; ++i) CHECK(bound.take(0));
  CHECK_FALSE(bound.take(0));
  CHECK(bound.wait_ms() == 10);
  CHECK_FALSE(bound.take(9));
  CHECK(bound.wait_ms() == 1);
  CHECK(bound.take(10));

  int taken = 0;
  for (time_ms now = 11; now <= 10'010; ++now) taken += bound.take(now);
  CHECK(taken == 1000);
}

TEST_CASE("no pause, however long, is worth more than the burst") {
  rate_bound bound{1'000'000, 3, 0};
  for (int i = 0; i < 3; ++i) CHECK(bound.take(0));
  auto much_later = time_ms{1} << 50;
  for (int i = 0; i < 3; ++i) CHECK(bound.take(much_later));
  CHECK_FALSE(bound.take(much_later));
  CHECK_FALSE(bound.is_full(much_later));
  CHECK(bound.is_full(much_later + 1));
}

TEST_CASE("a clock that is set back gives nothing away") {
  rate_bound bound{1000, 1, 1000};
  CHECK(bound.take(1000));
  CHECK_FALSE(bound.take(0));
  CHECK_FALSE(bound.take(1000));
  CHECK(bound.take(1001));
}

}  // namespace
}  // namespace moim
