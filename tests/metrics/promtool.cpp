#include "metrics/exposition.hpp"

#include <catch2/catch.hpp>

#include <cstdio>

namespace moim {
namespace {

TEST_CASE("promtool has nothing to say against the exposition") {
  catalogue metrics{"test"};
  const auto text = exposition(metrics);
  auto* promtool = popen("promtool check metrics 1>&2", "w");
  REQUIRE(promtool);
  REQUIRE(std::fwrite(text.data(), 1, text.size(), promtool) == text.size());
  CHECK(pclose(promtool) == 0);
}

}  // namespace
}  // namespace moim
