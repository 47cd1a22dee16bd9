#include "app/descriptors.hpp"

#include <catch2/catch.hpp>
#include <sys/resource.h>

#include <limits>

namespace moim {
namespace {

TEST_CASE("connections leave descriptors for the store, or half if there are few") {
  CHECK(connections_within(1'000'000, 100'000) == 100'000);
  CHECK(connections_within(20'000, 100'000) == 18'800);
  CHECK(connections_within(2'400, 100'000) == 1'200);
  CHECK(connections_within(1'024, 100'000) == 512);
  CHECK(connections_within(1'024, 100) == 100);
  CHECK(connections_within(std::numeric_limits<std::size_t>::max(), 100'000) == 100'000);
}

TEST_CASE("the limit of open files is raised as far as the system lets it") {
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_NOFILE, &before) == 0);
  auto lowered = before;
  lowered.rlim_cur = before.rlim_max / 2;
  REQUIRE(setrlimit(RLIMIT_NOFILE, &lowered) == 0);
  CHECK(raise_descriptor_limit() == before.rlim_max);
  rlimit raised{};
  REQUIRE(getrlimit(RLIMIT_NOFILE, &raised) == 0);
  CHECK(raised.rlim_cur == before.rlim_max);
  setrlimit(RLIMIT_NOFILE, &before);
}

}  // namespace
}  // namespace moim
