#include "net/http/metrics_page.hpp"

#include <catch2/catch.hpp>

namespace moim::http::metrics_page_cases {
namespace {

TEST_CASE("readers within a second get one reading, whoever asks and however often") {
  catalogue metrics{"test"};
  int read = 0;
  auto counting = metrics.before_reading([&] { ++read; });
  metrics_page page{metrics};
  auto first = page.show(5'000);
  CHECK(first.status == 200);
  CHECK(first.body.find("moim_connections 0") != std::string::npos);
  metrics.edge.connections().add();
  for (time_ms now = 5'000; now < 6'000; now += 10) CHECK(page.show(now).body == first.body);
  CHECK(read == 1);
  CHECK(page.show(6'000).body.find("moim_connections 1") != std::string::npos);
  CHECK(read == 2);
}

TEST_CASE("whoever moved time reads what came of it") {
  catalogue metrics{"test"};
  metrics_page page{metrics};
  page.show(0);
  metrics.edge.connections().add();
  page.renew();
  CHECK(page.show(0).body.find("moim_connections 1") != std::string::npos);
}

}  // namespace
}  // namespace moim::http::metrics_page_cases
