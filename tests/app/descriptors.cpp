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

TEST_CASE("the store keeps no more files open than there are descriptors beside connections and the rest") {
  CHECK(store_files_within(1'000'000, 100'000, 1'000) == 1'000);
  CHECK(store_files_within(20'000, 18'800, 1'000) == 1'000);
  CHECK(store_files_within(2'000, 1'000, 1'000) == 800);
  CHECK(store_files_within(1'024, 512, 1'000) == 312);
  CHECK(store_files_within(256, 128, 1'000) == 64);
  CHECK(store_files_within(32, 16, 1'000) == 20);
  CHECK(store_files_within(std::numeric_limits<std::size_t>::max(), 100'000, 1'000) == 1'000);
}

TEST_CASE("connections, the store and the rest never want more descriptors than there are") {
  for (std::size_t descriptors = 64; descriptors < 5'000; descriptors += 7) {
    auto connections = connections_within(descriptors, 100'000);
    CHECK(connections + store_files_within(descriptors, connections, 1'000) < descriptors);
  }
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
