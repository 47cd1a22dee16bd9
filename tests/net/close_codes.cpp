#include "net/close_codes.hpp"

#include "metrics/edge_metrics.hpp"

#include <catch2/catch.hpp>

#include <set>

namespace moim {
namespace {

TEST_CASE("closed connections are counted under the names of the close codes, or tell more of why") {
  auto names = enum_names(close_reason{});
  std::set<std::string_view> reasons{names.begin(), names.end()};
  // Without a code, and as slow_reader.
  std::set<std::string_view> codes{"vanished", "outboxes_full"};
  for (const auto& each : all_close_codes) codes.insert(each.name);
  CHECK(reasons == codes);
}

}  // namespace
}  // namespace moim
