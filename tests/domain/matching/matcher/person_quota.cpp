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

TEST_CASE("what is remembered is bounded: past it newcomers are told to come again, and a minute later all is free") {
  person_quota quota{6, 100};
  for (std::uint64_t n = 1; n <= 100; ++n) CHECK_FALSE(quota.why_not(make::user(n), static_cast<time_ms>(n)));
  CHECK(quota.why_not(make::user(101), 1'000) == error{errc::rate_limited, {}, 59'001});
  CHECK(quota.remembered() == 100);
  CHECK_FALSE(quota.why_not(make::user(101), 60'100));
  CHECK(quota.remembered() == 1);
}

}  // namespace
}  // namespace moim
