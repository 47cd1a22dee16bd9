#include "domain/chat/writing_rate.hpp"

#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

namespace moim::writing_rate_cases {
namespace {

const auto alice = make::user(1);

TEST_CASE("a person writes as often as they may at once, and then at that pace") {
  for (std::uint32_t per_minute : {1u, 7u, 30u, 999u, 1'000u}) {
    writing_rates rates;
    for (std::uint32_t i = 0; i < per_minute; ++i) {
      REQUIRE(rates.wait_ms(alice, per_minute, make::noon_ms) == 0);
      rates.add(alice, per_minute, make::noon_ms);
    }
    auto wait = rates.wait_ms(alice, per_minute, make::noon_ms);
    CHECK(wait > 0);
    CHECK(wait <= minute_ms / per_minute + 1);
    CHECK(rates.wait_ms(alice, per_minute, make::noon_ms + wait) == 0);
    CHECK(rates.wait_ms(alice, per_minute, make::noon_ms + wait - 1) > 0);
  }
}

TEST_CASE("one person's writing is nobody else's") {
  writing_rates rates;
  rates.add(alice, 1, make::noon_ms);
  CHECK(rates.wait_ms(alice, 1, make::noon_ms) == minute_ms);
  CHECK(rates.wait_ms(make::user(2), 1, make::noon_ms) == 0);
}

TEST_CASE("whoever has been quiet for long is forgotten") {
  writing_rates rates;
  for (std::uint64_t n = 0; n < 10'000; ++n)
    rates.add(make::user(n), 30, make::noon_ms + static_cast<time_ms>(n) * 100);
  CHECK(rates.size() <= 128);
}

}  // namespace
}  // namespace moim::writing_rate_cases
