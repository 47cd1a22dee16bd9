#include "domain/matching/matcher/person_quota.hpp"

#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

TEST_CASE("a person does something so often in any minute, and is told when the next may come") {
  person_quota quota{3};
  CHECK_FALSE(quota.why_not(make::user(1), 0));
  CHECK_FALSE(quota.why_not(make::user(1), 10'000));
  CHECK_FALSE(quota.why_not(make::user(1), 59'000));
  CHECK(quota.why_not(make::user(1), 59'999) == error{errc::rate_limited, {}, 1});
  CHECK_FALSE(quota.why_not(make::user(1), 60'000));
  CHECK(quota.why_not(make::user(1), 60'000) == error{errc::rate_limited, {}, 10'000});
  CHECK_FALSE(quota.why_not(make::user(2), 60'000));
}

TEST_CASE("who is refused pays nothing for it") {
  person_quota quota{1};
  CHECK_FALSE(quota.why_not(make::user(1), 0));
  for (time_ms at = 1; at < 60'000; at += 1'000) CHECK(quota.why_not(make::user(1), at));
  CHECK_FALSE(quota.why_not(make::user(1), 60'000));
}

TEST_CASE("what is remembered is bounded: past it the oldest is forgotten, and nobody is refused for others' sake") {
  person_quota quota{1, 100};
  for (std::uint64_t n = 1; n <= 100; ++n) CHECK_FALSE(quota.why_not(make::user(n), static_cast<time_ms>(n)));
  CHECK_FALSE(quota.why_not(make::user(101), 1'000));
  CHECK(quota.remembered() == 100);
  CHECK(quota.why_not(make::user(2), 1'000) == error{errc::rate_limited, {}, 59'002});
  CHECK_FALSE(quota.why_not(make::user(1), 1'000));
  CHECK_FALSE(quota.why_not(make::user(2), 1'000));
  CHECK(quota.remembered() == 100);
  CHECK_FALSE(quota.why_not(make::user(102), 61'000));
  CHECK(quota.remembered() == 1);
}

TEST_CASE("who is forgotten in part keeps what came after") {
  person_quota quota{2, 2};
  CHECK_FALSE(quota.why_not(make::user(1), 0));
  CHECK_FALSE(quota.why_not(make::user(1), 10));
  CHECK(quota.why_not(make::user(1), 20));
  CHECK_FALSE(quota.why_not(make::user(2), 30));
  CHECK_FALSE(quota.why_not(make::user(1), 40));
  CHECK(quota.remembered() == 2);
}

}  // namespace
}  // namespace moim
