#include "sim/load/client/enough_descriptors.hpp"

#include <catch2/catch.hpp>

namespace moim::load {
namespace {

using Catch::Matchers::Contains;

TEST_CASE("a run whose connections do not fit is told how many would, and what to do") {
  auto why = why_too_few_descriptors(40'000, 20'000, true);
  REQUIRE(why);
  CHECK_THAT(*why, Contains("40000 connections") && Contains("20000 open files") && Contains("18800 fit"));
  CHECK_THAT(*why, Contains("ulimit -Hn") && Contains("--users"));
}

TEST_CASE("a server of one's own needs descriptors for its store, one that runs elsewhere does not") {
  CHECK(why_too_few_descriptors(19'000, 20'000, true));
  CHECK_FALSE(why_too_few_descriptors(19'000, 20'000, false));
  CHECK(why_too_few_descriptors(19'990, 20'000, false));
  CHECK_FALSE(why_too_few_descriptors(1'000, 1'048'576, true));
}

}  // namespace
}  // namespace moim::load
