#include "net/close_codes.hpp"

#include "metrics/edge_metrics.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

TEST_CASE("closed connections are counted under the names of the close codes, in the order of their table") {
  constexpr auto reasons = enum_names(close_reason{});
  REQUIRE(reasons.size() == all_close_codes.size() + 1);
  for (std::size_t at = 0; at < all_close_codes.size(); ++at) CHECK(reasons.at(at) == all_close_codes.at(at).name);
  CHECK(reasons.back() == "vanished");
}

}  // namespace
}  // namespace moim
