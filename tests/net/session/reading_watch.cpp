#include "net/session/reading_watch.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

TEST_CASE("who reads nothing from one look to another is stuck; who reads, or has nothing to read, is not") {
  session_limits limits;
  limits.read_within_ms = 1'000;
  reading_watch watch{limits};
  CHECK_FALSE(watch.deadline());
  CHECK_FALSE(watch.is_stuck(false, 5'000));
  CHECK_FALSE(watch.deadline());
  CHECK_FALSE(watch.is_stuck(true, 6'000));
  CHECK(watch.deadline() == 7'000);
  CHECK_FALSE(watch.is_stuck(true, 6'999));
  watch.moved();
  CHECK_FALSE(watch.is_stuck(true, 7'000));
  CHECK(watch.deadline() == 8'000);
  CHECK_FALSE(watch.is_stuck(true, 7'999));
  CHECK(watch.is_stuck(true, 8'000));
  CHECK_FALSE(watch.is_stuck(false, 8'001));
  CHECK_FALSE(watch.deadline());
}

}  // namespace
}  // namespace moim
