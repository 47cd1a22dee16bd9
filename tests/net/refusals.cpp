#include "net/refusals.hpp"

#include "metrics/catalogue.hpp"

#include <catch2/catch.hpp>

namespace moim::refusals_cases {
namespace {

TEST_CASE("of each reason the log is told at once, and then once a minute with how many more there were") {
  catalogue metrics{"test"};
  std::vector<std::string> log;
  refusals refused{metrics.edge, [&](const std::string& line) { log.push_back(line); }};
  int made = 0;
  auto add = [&](edge_refusal why, time_ms now) {
    refused.add(why, now, [&] {
      ++made;
      return std::string{"no"};
    });
  };
  for (time_ms now = 0; now < minute_ms; now += 1'000) add(edge_refusal::host, now);
  CHECK(log == std::vector<std::string>{"no"});
  add(edge_refusal::origin, 1'000);
  CHECK(log.size() == 2);
  add(edge_refusal::host, minute_ms);
  CHECK(log.back() == "no (and 59 more since this was last told)");
  add(edge_refusal::host, 2 * minute_ms);
  CHECK(log.back() == "no");
  CHECK(made == 4);
  CHECK(metrics.edge.refused(edge_refusal::host).value() == 62);
  CHECK(metrics.edge.refused(edge_refusal::origin).value() == 1);
}

}  // namespace
}  // namespace moim::refusals_cases
